"""Rounds of questions for tests, answered as an owner would have: by what the answers come to."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from assessments.services.answer_state import set_answer_state
from questionnaires.services import changes, loading
from systems.models import System
from systems.services.staleness import mark_stale


def answers_of(**facts: Any) -> dict[str, Any]:
    """Answers to the standard questionnaire that read as these facts (`rto`, `rpo`, `mtd`, …)."""
    return changes.apply(loading.current().document, {}, facts) if facts else {}


def round_of(system: System, *, state: str = "submitted", by: User | None = None, **facts: Any) -> Assessment:
    """One round in any state; all but an open one were sent with these facts."""
    person = by or system.owner
    answers = answers_of(**facts)
    sent = {} if state == "open" else {"submitted": answers, "submitted_at": timezone.now(), "submitted_by": person}
    assessment = Assessment.objects.create(
        system=system,
        questionnaire=loading.current(),
        respondent=person,
        state=state,
        answers=answers,
        version=1 if answers else 0,
        saved_at=timezone.now() if answers else None,
        **sent,
    )
    set_answer_state([system.pk])
    mark_stale([system.pk])
    return assessment
