"""The answers that a way out changes: those in review, those being given, or those with which a new round begins."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from assessments.models import Assessment
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document
from questionnaires.services import loading, renewal
from questionnaires.services.asking import Answers

State = Assessment.State


def answers_of(assessment: Assessment) -> dict[str, Any]:
    """Of a round under way: those in review, else those being given."""
    sent: dict[str, Any] | None = assessment.submitted if assessment.state == State.SUBMITTED else None
    given: dict[str, Any] = assessment.answers
    return sent or given


def answers_to_change(round_: Assessment | None) -> Answers:
    """Of the round under way, else those with which the next one begins."""
    if round_ is None:
        return {}
    if round_.state in Assessment.UNDER_WAY:
        return answers_of(round_)
    return renewal.taken_over(loading.current().document, round_.submitted or {})


def document_to_change(round_: Assessment | None) -> Document:
    """The questionnaire of these answers."""
    under_way = round_ if round_ is not None and round_.state in Assessment.UNDER_WAY else None
    return parsed((under_way.questionnaire if under_way else loading.current()).document)


def newest_rounds(system_ids: Collection[int]) -> dict[int, Assessment]:
    """The newest round of each of these systems, with its questionnaire. One query."""
    rounds = Assessment.objects.filter(system__in=system_ids).exclude(state=State.CLOSED).order_by("id")
    return {each.system_id: each for each in rounds.select_related("questionnaire")}
