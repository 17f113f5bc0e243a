"""What architects do to a draft of the questionnaire: begin it, word it, order it, add to it, remove it.

Two may work on the same draft. Each change holds the draft, and counts only if the very part that it changes is still
as it was shown: `seen` is what `mark_of` said of it. So nobody is in the way of who works on another question.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from questionnaires.document.parsing import parse
from questionnaires.models import Questionnaire
from questionnaires.services import loading
from questionnaires.services.drafting import order
from questionnaires.services.drafting.comparing import compare
from questionnaires.services.drafting.own import carried_over, put, question_in, topic_in, without
from questionnaires.services.drafting.texts import Raw
from questionnaires.services.versions import DraftChanged, DraftGone
from recovery.languages import DEFAULT


@transaction.atomic
def begin_draft(*, by: User, version: Questionnaire | None = None, shipped: bool = False) -> Questionnaire:
    """A draft that says what the current version says, or an earlier one, or the one that came with the portal.

    One's own draft that nobody has touched yet is taken up again.
    """
    current = loading.current()
    wanted = written_of(version or current)
    checksum = ""
    if shipped:
        wanted = carried_over(loading.written(loading.STANDARD), written_of(current))
        checksum = loading.checksum_of(loading.written(loading.STANDARD))
    known = Questionnaire.objects.drafts().filter(created_by=by, revision=1, based_on=current).first()
    if known is not None and known.document == wanted:
        return known
    draft = Questionnaire.objects.create(
        slug=current.slug, title=current.title, document=wanted, checksum=checksum, based_on=current, created_by=by
    )
    audit.record(by=by, action="questionnaire.draft_begun", about=draft, detail={"from": current.version})
    return draft


def written_of(row: Questionnaire) -> Raw:
    """The written form of a version, without the mark of what was published."""
    return {name: part for name, part in row.document.items() if name != "checksum"}


def mark_of(part: Any) -> str:
    """A part of a draft in short: as long as it stays the same, nobody else was there. Empty for what is not there."""
    if part is None:
        return ""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:32]


def order_of(raw: Raw, topic: str | None = None) -> list[str]:
    """The keys on a page in their order, or those of the pages."""
    if topic is None:
        return [each["key"] for each in raw["topics"]]
    page = topic_in(raw, topic)
    return [each["key"] for each in page["questions"]] if page else []


def texts_of_page(topic: Raw | None) -> Raw | None:
    """What of a page is worded on a form of its own."""
    return None if topic is None else {name: topic[name] for name in ("key", "title", "lead")}


@transaction.atomic
def save_question(*, draft: Questionnaire, topic: str, question: Raw, seen: str, by: User) -> None:
    """Put a question in as it is worded now; one's own that is not there (any more) comes to the end of its page.

    Raises DraftGone, DraftChanged, DocumentError, TooMany.
    """
    row = held(draft)
    there = question_in(row.document, question["key"])
    if mark_of(there) != seen:
        raise DraftChanged
    action = "questionnaire.question_saved" if there else "questionnaire.question_added"
    write(row, put(row.document, topic, question), by=by, action=action, question=question["key"])


@transaction.atomic
def save_topic(*, draft: Questionnaire, topic: Raw, seen: str, by: User) -> None:
    """Word a page's title and first sentence. Raises DraftGone, DraftChanged, DocumentError."""
    row = held(draft)
    if mark_of(texts_of_page(topic_in(row.document, topic["key"]))) != seen:
        raise DraftChanged
    pages = [{**each, **topic} if each["key"] == topic["key"] else each for each in row.document["topics"]]
    changed = {**row.document, "topics": pages}
    parse(changed)
    write(row, changed, by=by, action="questionnaire.topic_saved", topic=topic["key"])


@transaction.atomic
def move_question(*, draft: Questionnaire, key: str, way: str, seen: str, by: User) -> None:
    """Raises DraftGone, DraftChanged when the page has another order than was shown, CannotMove."""
    row = held(draft)
    page = next((each for each in row.document["topics"] if question_in({"topics": [each]}, key)), None)
    if page is None or mark_of(order_of(row.document, page["key"])) != seen:
        raise DraftChanged
    moved = order.moved_question(row.document, key, way)
    write(row, moved, by=by, action="questionnaire.moved", question=key, way=way)


@transaction.atomic
def move_topic(*, draft: Questionnaire, key: str, way: str, seen: str, by: User) -> None:
    """Raises DraftGone, DraftChanged when the pages have another order than was shown, CannotMove."""
    row = held(draft)
    if mark_of(order_of(row.document)) != seen:
        raise DraftChanged
    write(row, order.moved_topic(row.document, key, way), by=by, action="questionnaire.moved", topic=key, way=way)


@transaction.atomic
def remove_question(*, draft: Questionnaire, key: str, by: User) -> None:
    """Take one of the company's own questions out. Raises DraftGone, StillNeeded, KeyError when there is none."""
    row = held(draft)
    removed = question_in(row.document, key)
    left = without(row.document, key)
    write(row, left, by=by, action="questionnaire.question_removed", question=key, removed=removed)


@transaction.atomic
def remove_draft(*, draft: Questionnaire, by: User) -> None:
    """Raises DraftGone when it was published or removed meanwhile. What it changed stays in the audit trail."""
    row = held(draft)
    keys = compare(written_of(row.based_on), row.document, DEFAULT).keys if row.based_on else {}
    audit.record(by=by, action="questionnaire.draft_removed", about=row, detail={"changed": dict(keys)})
    row.delete()


def held(draft: Questionnaire) -> Questionnaire:
    """The draft as it is now, held until the change is written."""
    row = Questionnaire.objects.drafts().select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise DraftGone
    return row


def write(row: Questionnaire, document: Raw, *, by: User, action: str, **detail: Any) -> None:
    """Where nothing changes, nothing is written."""
    if document == row.document:
        return
    if key := detail.get("question"):
        detail |= {"before": question_in(row.document, key), "after": question_in(document, key)}
    row.document, row.changed_at, row.revision = document, timezone.now(), row.revision + 1
    row.save(update_fields=["document", "changed_at", "revision"])
    audit.record(by=by, action=action, about=row, detail=detail)
