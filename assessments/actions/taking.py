"""Ways out of contradictions: taken, and taken back as long as nobody has changed those answers since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.actions.answering import (
    NotOpen,
    NotTheirs,
    VersionConflict,
    begun,
    may_answer,
    stamp,
    write,
)
from assessments.models import Assessment, TakenOffer, meaning
from assessments.services.changeable import answers_of
from assessments.services.offers import said_everywhere
from questionnaires.services import changes, measures
from questionnaires.services.express import is_assumed
from recovery.facts import SAFETY
from recovery.results import GIVE_REASON, Offer
from systems.services.staleness import mark_stale

State = Assessment.State
OBJECTIVES = ("rto", "rpo")


class ReasonWanted(Exception):
    """The way out says why, and nobody has said it."""


class ChangedSince(Exception):
    """Somebody has changed the answers that the way out had touched; taking it back would lose that."""


@transaction.atomic
def take(*, assessment: Assessment, finding: str, offer: Offer, version: int, by: User, reason: str = "") -> Assessment:
    """Change the answers as an offer of this finding says; in review, what is in review changes with them.

    Raises NotTheirs, NotOpen, ReasonWanted, VersionConflict, and NotAnAnswer for an offer that no answer can fulfil.
    """
    _check(assessment, by)
    reason = reason.strip() if offer.asks_why else ""
    if offer.asks_why and not reason:
        raise ReasonWanted
    before = answers_of(assessment)
    now = _with(assessment, before, offer, reason, by)
    saved = _rewrite(assessment, now, version, by)
    keys = [key for key in {**before, **now} if meaning(before.get(key)) != meaning(now.get(key))]
    taken = TakenOffer.objects.create(
        assessment=assessment,
        finding=finding,
        label=offer.label.as_record(),
        change=dict(offer.change),
        reason=reason,
        before={key: before.get(key) for key in keys},
        now={key: now.get(key) for key in keys},
        by=by,
    )
    _record("offer.taken", taken, assessment, by)
    begun(assessment)
    return saved


@transaction.atomic
def undo(*, taken: TakenOffer, by: User) -> Assessment:
    """Make the answers what they were before. Twice is once.

    Raises NotTheirs, NotOpen once they were decided upon, ChangedSince.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("system", "questionnaire", "respondent")
    current = rows.get(pk=taken.assessment_id)
    if TakenOffer.objects.filter(pk=taken.pk, undone_at__isnull=False).exists():
        return current
    _check(current, by)
    answers = answers_of(current)
    if not taken.holds(answers):
        raise ChangedSince
    restored = {key: answer for key, answer in {**answers, **taken.before}.items() if answer is not None}
    saved = _rewrite(current, restored, current.version, by)
    TakenOffer.objects.filter(pk=taken.pk).update(undone_at=timezone.now(), undone_by=by)
    _record("offer.undone", taken, current, by)
    return saved


def _check(assessment: Assessment, by: User) -> None:
    if not may_answer(by, assessment):
        raise NotTheirs
    if assessment.state not in Assessment.UNDER_WAY:
        raise NotOpen


def _with(
    assessment: Assessment, before: Mapping[str, Any], offer: Offer, reason: str, by: User
) -> dict[str, dict[str, Any]]:
    """The answers with the change put in; those it leaves alone stay those of who gave them."""
    document = assessment.questionnaire.document
    if offer.action == GIVE_REASON:
        named = offer.label.values.get("objectives")
        put = changes.with_reason(document, before, named if isinstance(named, tuple) else (), reason)
    else:
        put = changes.apply(document, before, offer.change)
        if reason:
            put = changes.with_reason(document, put, [name for name in OBJECTIVES if name in offer.change], reason)
    if safety_of(document, put) != safety_of(document, before):
        raise changes.NotAnAnswer(SAFETY)
    same = {key for key, answer in put.items() if meaning(before.get(key)) == meaning(answer)}
    return {key: dict(before[key]) if key in same else {**answer, **stamp(by)} for key, answer in put.items()}


def safety_of(document: Mapping[str, Any], answers: Mapping[str, Any]) -> Any:
    """What was said about people's safety, which no way out changes, however old the page that offers it."""
    return (measures.measure(document, answers).facts.get("impact") or {}).get(SAFETY)


def _rewrite(assessment: Assessment, answers: Mapping[str, Any], version: int, by: User) -> Assessment:
    """One conditional update: it counts only if nobody wrote since `version` was shown."""
    if assessment.state != State.SUBMITTED:
        return write(assessment, answers, version)
    now, given = timezone.now(), {key: answer for key, answer in answers.items() if not is_assumed(answer)}
    written = Assessment.objects.filter(pk=assessment.pk, version=version, state=State.SUBMITTED).update(
        answers=given, submitted=answers, submitted_at=now, submitted_by=by, saved_at=now, version=F("version") + 1
    )
    if not written or assessment.version != version:
        raise VersionConflict
    mark_stale([assessment.system_id])
    return Assessment.objects.select_related("system", "questionnaire", "respondent").get(pk=assessment.pk)


def _record(action: str, taken: TakenOffer, assessment: Assessment, by: User) -> None:
    detail = {
        "assessment": assessment.public_id,
        "taken": taken.pk,
        "finding": taken.finding,
        "change": taken.change,
        "reason": taken.reason,
        **said_everywhere(taken, assessment.questionnaire.document),
    }
    audit.record(by=by, action=action, about=assessment.system, detail=detail)
