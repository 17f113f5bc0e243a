"""What the person who is asked can do: save, send, change their mind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import audit
from assessments.actions.justifying import say_why
from assessments.models import Assessment, Justification
from assessments.services.answer_state import set_answer_state
from questionnaires.document.parsing import parsed
from questionnaires.services import wizard
from questionnaires.services.named_systems import resolved
from systems.services.staleness import mark_stale

State = Assessment.State


class VersionConflict(Exception):
    """The answers were changed elsewhere since they were shown; nothing was written."""


class NotOpen(Exception):
    """The answers are in review, or decided upon; nothing was written."""


class NotTheirs(Exception):
    """Somebody else is asked."""


class StillMissing(Exception):
    """The objectives have to be answered, if only by “I don't know”, before the answers can be sent."""


def may_answer(person: User, assessment: Assessment) -> bool:
    """Whether this person is asked: the owner of the system, in a role that answers, or whoever stands in for them. Not
    one of before."""
    return person.may(Permission.ANSWER_QUESTIONS) and person.answers_for(assessment.system.owner_id)


def note_opened(assessment: Assessment) -> None:
    """Who is asked has seen the questions, now for the first time; no answer is changed by it."""
    unseen = Assessment.objects.filter(pk=assessment.pk, opened_at=None, state__in=Assessment.WITH_OWNER)
    unseen.update(opened_at=timezone.now())


@transaction.atomic
def save_answers(
    *, assessment: Assessment, given: Mapping[str, Mapping[str, Any] | None], version: int, by: User
) -> Assessment:
    """Put these answers in (None takes one back), all of them or none, and give the assessment as it is then.

    Raises VersionConflict when `version` is not the one in the database, NotOpen when nothing may be changed now.
    """
    _check(assessment, by)
    saved = write(assessment, merged(assessment, assessment.answers, given, by), version)
    detail = {"assessment": assessment.public_id, "questions": sorted(given), "version": saved.version}
    audit.record(by=by, action="answers.saved", about=assessment.system, detail=detail)
    begun(assessment)
    return saved


@transaction.atomic
def submit(
    *, assessment: Assessment, version: int, by: User, assumed: Mapping[str, Mapping[str, Any]] | None = None
) -> Assessment:
    """Send the answers to review as they were shown. Sending the same ones twice is once.

    With `assumed` they are sent in short: these stand for objectives that nobody has answered. They are sent with the
    answers, and do not become answers that somebody gave.

    Raises VersionConflict, NotOpen, StillMissing.
    """
    if not may_answer(by, assessment):
        raise NotTheirs
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.version != version:
        raise VersionConflict
    if current.state == State.SUBMITTED:
        return current
    if current.state not in Assessment.WITH_OWNER:
        raise NotOpen
    sent = {**(assumed or {}), **current.answers}
    if wizard.missing(assessment.questionnaire.document, sent):
        raise StillMissing
    current.state, current.submitted = State.SUBMITTED, sent
    current.in_short = assumed is not None
    current.submitted_at, current.submitted_by = timezone.now(), by
    current.save(update_fields=["state", "submitted", "in_short", "submitted_at", "submitted_by"])
    detail = {"assessment": assessment.public_id, "version": version, "answers": sent, "in_short": current.in_short}
    audit.record(by=by, action="answers.submitted", about=assessment.system, detail=detail)
    _send_reasons(current, by)
    set_answer_state([assessment.system_id])
    mark_stale([assessment.system_id])
    return current


def _send_reasons(assessment: Assessment, by: User) -> None:
    """What was noted while checking is said now; one that an architect has read already is not said again."""
    said = {each.code: each for each in Justification.objects.filter(system_id=assessment.system_id, subject="")}
    for code, noted in assessment.reasons.items():
        before = said.get(code)
        if before is None or (before.reason, before.read) != (noted["reason"], noted["read"]):
            say_why(assessment.system, code, noted["read"], reason=noted["reason"], by=by)


@transaction.atomic
def reopen(*, assessment: Assessment, by: User) -> None:
    """Take answers out of review to change them. Those already being changed stay so. Raises NotOpen once decided."""
    if not may_answer(by, assessment):
        raise NotTheirs
    opened = Assessment.objects.filter(pk=assessment.pk, state=State.SUBMITTED).update(state=State.OPEN)
    if opened:
        detail = {"assessment": assessment.public_id}
        audit.record(by=by, action="answers.reopened", about=assessment.system, detail=detail)
        set_answer_state([assessment.system_id])
    elif not Assessment.objects.filter(pk=assessment.pk, state__in=Assessment.WITH_OWNER).exists():
        raise NotOpen


def _check(assessment: Assessment, by: User) -> None:
    if not may_answer(by, assessment):
        raise NotTheirs
    if assessment.state not in Assessment.WITH_OWNER:
        raise NotOpen


def merged(
    assessment: Assessment, before: Mapping[str, Any], given: Mapping[str, Mapping[str, Any] | None], by: User
) -> dict[str, Any]:
    """The answers with those that are given, each marked with who gave it and when, and without those taken back."""
    document = parsed(assessment.questionnaire.document)
    changed = {key: stamped(answer, by) for key, answer in resolved(document, given).items()}
    return {key: answer for key, answer in {**before, **changed}.items() if answer is not None}


def stamped(answer: Mapping[str, Any] | None, by: User) -> dict[str, Any] | None:
    """The answer with who gave it and when."""
    return None if answer is None else {**answer, **stamp(by)}


def stamp(by: User) -> dict[str, object]:
    """Who gave an answer, and when."""
    return {"by": by.pk, "at": timezone.now().isoformat(timespec="seconds")}


def write(assessment: Assessment, answers: Mapping[str, Any], version: int) -> Assessment:
    """One conditional update: it counts only if nobody wrote since `version` was shown."""
    written = Assessment.objects.filter(pk=assessment.pk, version=version, state__in=Assessment.WITH_OWNER).update(
        answers=answers, version=F("version") + 1, saved_at=timezone.now()
    )
    if not written or assessment.version != version:
        raise VersionConflict
    return Assessment.objects.select_related("system__proposal", "questionnaire", "respondent").get(pk=assessment.pk)


def begun(assessment: Assessment) -> None:
    """After the entry in the trail, as everywhere: who writes trail and profile in another order waits for ever."""
    if assessment.saved_at is None:
        set_answer_state([assessment.system_id])
