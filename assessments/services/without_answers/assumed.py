"""Objectives that nobody has answered, as the other answers lead to them."""

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
