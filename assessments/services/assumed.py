"""Objectives that nobody has answered: as the other answers lead to them, and as lists propose them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaires.document.consistency import UNKNOWN
from questionnaires.document.structure import Document
from questionnaires.services import changes, wizard
from questionnaires.services.express import ASSUMED
from recovery.facts import System as KnownSystem
from recovery.planning.alternatives import with_suggestion
from recovery.policy import Policy
from systems.models import Proposal, System

Answers = Mapping[str, Mapping[str, Any]]


def with_suggestions(
    document: Document, answers: Answers, known: KnownSystem, policy: Policy
) -> tuple[Answers, tuple[str, ...]]:
    """The answers with every objective that nobody has answered set to its suggestion, and which these are."""
    decided = with_suggestion(known, policy)
    missing = {
        name: getattr(decided, name) for name in ("rto", "rpo") if getattr(decided, name) is not getattr(known, name)
    }
    return (changes.apply(document, answers, missing), tuple(missing)) if missing else (answers, ())


def assumed_answers(
    document: Document, answers: Answers, known: KnownSystem, policy: Policy
) -> dict[str, dict[str, object]]:
    """What stands for the objectives that have no answer, marked: the suggestion as it is accepted, and where the
    answers lead to none, “I don't know”."""
    suggested, _ = with_suggestions(document, answers, known, policy)
    return {each.key: _assumed(suggested.get(each.key)) for each in wizard.missing(document, answers)}


def _assumed(answer: Mapping[str, Any] | None) -> dict[str, object]:
    if answer is None:
        return {"state": UNKNOWN, "value": None, ASSUMED: True}
    return {"state": "answered", "value": {**answer["value"], "accepted": True}, ASSUMED: True}


def open_proposals(system: System, document: Document, answers: Answers) -> tuple[Proposal | None, dict[str, int]]:
    """The proposal, and by measure the seconds of what the questionnaire asks and nobody has answered."""
    proposal = Proposal.objects.filter(system=system).first()
    if proposal is None:
        return None, {}
    return proposal, {
        name: seconds
        for name, seconds in proposal.seconds.items()
        if changes.answerable(document, {name: seconds})
        and not any(question.key in answers for question in document.measuring(name))
    }


def confirming(system: System, document: Document, answers: Answers, name: str) -> dict[str, Mapping[str, Any]]:
    """The answers that a confirmed proposal gives, by question; none where it stands no longer."""
    _proposal, proposed = open_proposals(system, document, answers)
    if name not in proposed:
        return {}
    put = changes.apply(document, answers, {name: proposed[name]})
    return {key: answer for key, answer in put.items() if answer != answers.get(key)}
