"""Publishing a draft of the questionnaire: from then on new rounds ask it, and every round keeps its own version."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from accounts.services.second_person import another_than_its_authors
from questionnaires.actions.drafts import written_of
from questionnaires.document.parsing import parse
from questionnaires.models import Questionnaire
from questionnaires.services import loading
from questionnaires.services.drafting.comparing import compare
from questionnaires.services.versions import held_with_all
from recovery.languages import DEFAULT


class Overtaken(Exception):
    """Another version came out since the changes were looked at; they may be other ones now."""


class NothingChanges(Exception):
    """The draft says what the current version says."""


@transaction.atomic
def publish(*, draft: Questionnaire, revision: int, against: int, note: str, by: User) -> Questionnaire:
    """Give the draft the next number. `against` is the version beside which its changes were looked at.

    Publishing is one at a time: all versions are held, so of two architects the second finds the first one's version
    and looks again. Raises AlreadyPublished, DraftGone, DraftChanged, Overtaken, NothingChanges, DocumentError,
    AnotherPublishes.
    """
    row, rows = held_with_all(draft, revision)
    another_than_its_authors(about=row, by=by)
    current = loading.current(row.slug)
    if current.pk != against:
        raise Overtaken
    changes = compare(written_of(current), row.document, DEFAULT)
    if not changes.count:
        raise NothingChanges
    put_out(row, 1 + max(each.version or 0 for each in rows if each.slug == row.slug), note=note, by=by)
    detail = {"version": row.version, "before": current.version, "note": note, "changed": dict(changes.keys)}
    audit.record(by=by, action="questionnaire.published", about=row, detail=detail)
    return row


def put_out(row: Questionnaire, number: int, *, note: str, by: User) -> None:
    """The draft becomes a version; where it began from the portal's own file, the file counts as known."""
    document = {**row.document, "version": number}
    parse(document)
    checksum = loading.checksum_of(document)
    row.version, row.document = number, {**document, "checksum": checksum}
    row.checksum, row.note = row.checksum or checksum, note
    row.published_at, row.published_by = timezone.now(), by
    row.save(update_fields=["version", "document", "checksum", "note", "published_at", "published_by"])
