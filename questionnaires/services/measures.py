"""What the answers measure: the facts and objectives that the method works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from questionnaires.document.consistency import UNKNOWN
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document, Question
from questionnaires.fields import type_of
from questionnaires.services.asking import Answers, holds, is_asked
from recovery.durations import HOUR
from recovery.facts import Objective, State

HARMFUL = ("severe", "intolerable")


@dataclass(frozen=True)
class Reading:
    """An owner's answers as the method reads them. `facts` holds what was answered, by the names of
    `recovery.facts.Facts`. `override_reason` is None while no objective was answered, and empty when none was given.
    `data_rto` and `data_rpo` hold where the data are destroyed; None says that the objectives of every disruption do.
    """

    rto: Objective = State.UNSET
    rpo: Objective = State.UNSET
    facts: dict[str, Any] = field(default_factory=dict)
    override_reason: str | None = None
    data_rto: int | None = None
    data_rpo: int | None = None
    """Nobody is asked for it yet."""


def measure(document: Document | Mapping[str, Any], answers: Answers) -> Reading:
    """What the answers to the questions that are asked come to; the others wait, in case they are asked again."""
    document = parsed(document)
    facts: dict[str, Any] = {}
    for question in document.questions.values():
        if question.measure and question.type != "objective":
            value = fact(document, answers, question)
            if value is not None:
                facts[question.measure] = value
    _per_hour(facts)
    _safety(facts)
    data_rto = facts.pop("data_rto", None)
    return Reading(
        rto=objective(document, answers, "rto"),
        rpo=objective(document, answers, "rpo"),
        facts=facts,
        override_reason=reasons(document, answers),
        data_rto=data_rto,
    )


def document_of(raw: Mapping[str, Any]) -> Document:
    """A stored questionnaire, made ready once for many readings."""
    return parsed(raw)


def fact(document: Document, answers: Answers, question: Question) -> Any:
    """One question's fact; None while it is not known."""
    answer = answers.get(question.key)
    if answer is None and question.otherwise is None:
        return None  # whether it is asked or not; most questions of a system are like this
    if not is_asked(document, answers, question):
        return question.otherwise if own_condition_fails(document, answers, question) else None
    if answer is None or answer["state"] == UNKNOWN:
        return None
    return type_of(question).fact(question, answer["value"])


def own_condition_fails(document: Document, answers: Answers, question: Question) -> bool:
    """Whether it is only the question's own condition, its last one, that keeps it from being asked."""
    *inherited, own = question.asked_when
    return (
        all(holds(document, answers, condition) for condition in inherited)
        and is_asked(document, answers, document.questions[own.question])
        and not holds(document, answers, own)
    )


def objective(document: Document, answers: Answers, measure: str) -> Objective:
    """Seconds, or the state: a question that is not asked because there are no data does not apply."""
    question = next(document.measuring(measure))
    answer = answers.get(question.key)
    if not is_asked(document, answers, question):
        return State.NOT_APPLICABLE if measure == "rpo" else State.UNSET
    if answer is None:
        return State.UNSET
    if answer["state"] == UNKNOWN:
        return State.UNKNOWN
    seconds: int = type_of(question).fact(question, answer["value"])
    return seconds


def offered_objectives(document: Document) -> dict[str, list[int]]:
    """What may be chosen for each objective, in seconds."""
    return {
        name: [step.seconds for question in document.measuring(name) for step in question.steps]
        for name in ("rto", "rpo")
    }


def reasons(document: Document, answers: Answers) -> str | None:
    """Why the owner chose other values than suggested."""
    questions = [question for measure in ("rto", "rpo") for question in document.measuring(measure)]
    given = [
        answers[question.key]["value"]
        for question in questions
        if question.key in answers
        and answers[question.key]["state"] != UNKNOWN
        and is_asked(document, answers, question)
    ]
    return " · ".join(value["reason"] for value in given if value["reason"]) if given else None


def _per_hour(facts: dict[str, Any]) -> None:
    """A batch's entries, spread over the hours until the next one."""
    batch, interval = facts.pop("entries_per_batch", None), facts.get("change_interval")
    if batch is not None and interval:
        rate = batch * HOUR / interval
        facts["entries_per_hour"] = int(rate) if rate.is_integer() else rate


def _safety(facts: dict[str, Any]) -> None:
    """People's safety drives the plan as soon as an outage can seriously endanger it."""
    if "safety" in facts.get("impact", {}):
        facts["safety_driver"] = any(rating in HARMFUL for rating in facts["impact"]["safety"].values())
