"""Deciding between what several people said: who decides, and what is decided, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.actions.answering import NotTheirs
from assessments.models import Assessment
from notifications.services.outgoing import cancel, owe
from panels.actions.inviting import RoundOver
from panels.mail_kinds import RESPONSES_DIFFER
from panels.models import Panel
from panels.services.ending import held
from panels.services.rights import decider_of, may_lead, still_wanted
from questionnaires.document.parsing import parsed
from questionnaires.services import changes
from systems.services.staleness import mark_stale


class NotTheDecider(Exception):
    """Somebody else decides."""


@transaction.atomic
def name_decider(*, panel: Panel, person: User, by: User) -> Panel:
    """Somebody else than the owner decides; told by mail once there is something to decide. Raises NotTheirs,
    RoundOver."""
    if not may_lead(by, panel):
        raise NotTheirs
    current = held(panel.pk)
    if current.state == Panel.State.DECIDED or not still_wanted(current):
        raise RoundOver
    before = decider_of(current)
    current.decider = person
    current.save(update_fields=["decider"])
    detail = {"panel": current.public_id, "decider": str(person)}
    audit.record(by=by, action="responses.decider_named", about=current.assessment.system, detail=detail)
    if current.state in Panel.TO_DECIDE and before != person:
        if before is not None and before.pk != current.asked_by_id:
            cancel(_key(current, before))
        about = {"panel": current.pk, "state": current.state}
        owe(kind=RESPONSES_DIFFER, key=_key(current, person), recipient=person, context=about)
    return current


def _key(panel: Panel, person: User) -> str:
    return f"{RESPONSES_DIFFER}:{panel.pk}:{panel.state}:{person.pk}"


@transaction.atomic
def decide(*, panel: Panel, chosen: Mapping[str, int], reason: str, seen: str, by: User) -> Panel:
    """Put what was decided into the owner's answers, with the reason. `seen` is the state that the page showed.

    Raises NotTheDecider, and RoundOver when something happened meanwhile: a second round, another's decision.
    """
    current = held(panel.pk)
    if by != decider_of(current):
        raise NotTheDecider
    if current.state not in Panel.TO_DECIDE or current.state != seen:
        raise RoundOver
    now = timezone.now()
    _write(current, chosen, reason, by, now)
    current.state, current.decided, current.reason = Panel.State.DECIDED, dict(chosen), reason
    current.decided_by, current.decided_at = by, now
    current.save(update_fields=["state", "decided", "reason", "decided_by", "decided_at"])
    system = current.assessment.system
    detail = {"panel": current.public_id, "decided": dict(chosen), "reason": reason}
    audit.record(by=by, action="responses.decided", about=system, detail=detail)
    mark_stale([system.pk])
    return current


def _write(panel: Panel, chosen: Mapping[str, int], reason: str, by: User, now: datetime) -> None:
    """Into the draft; where the answers are in review, into what is in review as well."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("questionnaire")
    assessment = rows.get(pk=panel.assessment_id)
    if assessment.state not in Assessment.UNDER_WAY:
        raise RoundOver
    document = assessment.questionnaire.document
    answers = changes.apply(document, assessment.answers, chosen)
    stamp = {"by": by.pk, "at": now.isoformat(timespec="seconds")}
    for name in chosen:
        key = next(parsed(document).measuring(name)).key
        answers[key] = {**answers[key], "value": {**answers[key]["value"], "reason": reason}, **stamp}
    answers = {key: each if "by" in each else {**each, **stamp} for key, each in answers.items()}
    in_review: dict[str, Any] = {}
    if assessment.state == Assessment.State.SUBMITTED:
        in_review = {"submitted": answers, "submitted_at": now}
    Assessment.objects.filter(pk=assessment.pk).update(
        answers=answers, version=F("version") + 1, saved_at=now, **in_review
    )
