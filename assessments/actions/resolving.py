"""Taking a way out of a contradiction from the page of the system: the answers change as if typed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.actions import answering, asking
from assessments.models import Assessment
from assessments.services.offers import token_of
from questionnaires.services import changes
from questionnaires.services.express import is_assumed
from systems.models import Finding
from systems.services.staleness import mark_stale


class NoLongerOffered(Exception):
    """The contradiction is gone, or offers other ways out by now."""


def change_of(finding: Finding, token: str) -> Mapping[str, Any]:
    """The change that an offer of this finding makes. Raises NoLongerOffered."""
    for offer in finding.ways_out() if finding.resolved_at is None else ():
        if offer.change and token_of(finding.code, offer.change) == token:
            return dict(offer.change)
    raise NoLongerOffered


@transaction.atomic
def accept_offer(*, finding: Finding, token: str, version: int | None, by: User) -> Assessment:
    """Change the owner's answers as an offer says. In review, what is in review changes with them.

    `version` is that of the round under way as it was shown, None where there was none. Raises NoLongerOffered,
    answering.VersionConflict, answering.NotTheirs, asking.NotTheOwner, changes.NotAnAnswer.
    """
    change = change_of(finding, token)
    rounds = Assessment.objects.under_way().select_related("system", "questionnaire", "respondent")
    current = rounds.filter(system_id=finding.system_id).first()
    if (current.version if current else None) != version:
        raise answering.VersionConflict
    if current is None:
        current = asking.begin(system=finding.system, by=by)
    if current.state == Assessment.State.SUBMITTED:
        return _in_review(current, change, finding, by)
    return answering.take_offer(assessment=current, change=change, finding=finding.code, version=current.version, by=by)


def _in_review(current: Assessment, change: Mapping[str, Any], finding: Finding, by: User) -> Assessment:
    if not answering.may_answer(by, current):
        raise answering.NotTheirs
    before, now = current.submitted or {}, timezone.now()
    put = changes.apply(current.questionnaire.document, before, change)
    stamp = {"by": by.pk, "at": now.isoformat(timespec="seconds")}
    answers = {key: answer if before.get(key) == answer else {**answer, **stamp} for key, answer in put.items()}
    given = {key: answer for key, answer in answers.items() if not is_assumed(answer)}
    written = Assessment.objects.filter(
        pk=current.pk, version=current.version, state=Assessment.State.SUBMITTED
    ).update(
        answers=given, submitted=answers, submitted_at=now, submitted_by=by, saved_at=now, version=F("version") + 1
    )
    if not written:
        raise answering.VersionConflict
    detail = {"assessment": current.public_id, "finding": finding.code, "change": change, "answers": answers}
    audit.record(by=by, action="answers.offer_taken_in_review", about=current.system, detail=detail)
    mark_stale([current.system_id])
    current.refresh_from_db()
    return current
