"""What colleagues were asked and said, question by question, for the pages of the person who answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from assessments.models import Assessment
from assessments.presenters.notes import Note
from panels.models import Delegation, Panel
from questionnaires.document.parsing import parsed

ASKED, ANSWERED, CHOOSE, NOT_ME, DECIDED = "asked", "answered", "choose", "not_me", "decided"


def notes(assessment: Assessment, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Note, ...]]:
    """By question, for these answers. Three queries."""
    found: dict[str, tuple[Note, ...]] = {}
    own, decided = {assessment.respondent_id, assessment.system.owner_id}, _decided(assessment)
    kinds = {
        key: DECIDED if key in decided and decided[key] == answer.get("at") else ANSWERED
        for key, answer in answers.items()
    }
    others = {
        key: answer["by"]
        for key, answer in answers.items()
        if answer.get("by") is not None and (kinds[key] == DECIDED or answer["by"] not in own)
    }
    people = User.objects.in_bulk(set(others.values())) if others else {}
    for key, by in others.items():
        if by in people:
            found[key] = (Note(kinds[key], str(people[by])),)
    for delegation in assessment.delegations.exclude(state=Delegation.State.WITHDRAWN).select_related("person"):
        for key in delegation.questions:
            if kind := _kind(delegation, key, answers):
                found[key] = (*found.get(key, ()), Note(kind, str(delegation.person), delegation.comment))
    return found


def _kind(delegation: Delegation, key: str, answers: Mapping[str, Any]) -> str:
    if delegation.state == Delegation.State.ASKED:
        return ASKED
    if key in delegation.to_choose:
        return CHOOSE
    if delegation.state == Delegation.State.NOT_ME and key not in answers:
        return NOT_ME
    return ""


def _decided(assessment: Assessment) -> dict[str, str]:
    """When each question was decided between several people, as the answers are stamped."""
    document = parsed(assessment.questionnaire.document)
    panels = Panel.objects.filter(assessment=assessment, state=Panel.State.DECIDED, decided_at__isnull=False)
    return {
        next(document.measuring(name)).key: panel.decided_at.isoformat(timespec="seconds")
        for panel in panels.order_by("decided_at")
        if panel.decided_at is not None
        for name in panel.decided
    }
