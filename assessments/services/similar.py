"""What similar systems of the company were approved with: for somebody who does not know, and never with a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.models import Assessment
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document, Question
from questionnaires.services import measures
from systems.models import System

LEAST = 3
"""Of fewer systems one could guess who said what."""
MOST = 200
NUMBERS = ("duration", "objective", "money", "whole")


@dataclass(frozen=True)
class SimilarAnswers:
    """What `count` similar systems say: from `least` to `most`, as the method's fact."""

    count: int
    least: float
    most: float


def similar_answers(system: System, questions: Iterable[Question]) -> dict[str, SimilarAnswers]:
    """By question, for those that ask for a number: of approved systems of the same unit and type."""
    asked = [each for each in questions if each.measure and each.type in NUMBERS]
    if not asked or system.business_unit_id is None:
        return {}
    rows = list(_approved_beside(system))
    found = {each.key: [fact for row in rows if (fact := _fact(row, each)) is not None] for each in asked}
    return {
        key: SimilarAnswers(len(facts), min(facts), max(facts)) for key, facts in found.items() if len(facts) >= LEAST
    }


def _approved_beside(system: System) -> Iterable[tuple[Document, Mapping[str, Any]]]:
    """The last approved answers of each, the newest first; one query."""
    approved = (
        Assessment.objects.filter(
            state=Assessment.State.APPROVED,
            system__business_unit=system.business_unit_id,
            system__type=system.type,
        )
        .exclude(system=system.pk)
        .exclude(system__status=System.Status.RETIRED)
    )
    seen: set[int] = set()
    for row in approved.select_related("questionnaire").order_by("-id")[:MOST]:
        if row.system_id not in seen:
            seen.add(row.system_id)
            yield parsed(row.questionnaire.document), row.submitted or {}


def _fact(row: tuple[Document, Mapping[str, Any]], question: Question) -> float | None:
    """What they said to the same; None where they were not asked, did not say, or did not know."""
    document, answers = row
    theirs = next(document.measuring(question.measure), None)
    if theirs is None:
        return None
    if theirs.type == "objective":
        given = measures.objective(document, answers, question.measure)
        return given if isinstance(given, int) else None
    fact = measures.fact(document, answers, theirs)
    return fact if isinstance(fact, (int, float)) else None
