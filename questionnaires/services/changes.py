"""An offer taken: the answers as if the person had typed its change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from questionnaires.document.consistency import UNKNOWN
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Condition, Document, Question
from questionnaires.fields import Refused, type_of
from questionnaires.services.asking import Answers, holds, is_asked
from recovery.durations import HOUR
from recovery.facts import State

Change = Mapping[str, Any]
"""Facts, or `rto` and `rpo`, with their new values; None takes an answer back."""


class NotAnAnswer(Exception):
    """The change is about something the questionnaire does not ask: another system, or today's protection."""


def answerable(document: Document | Mapping[str, Any], change: Change) -> bool:
    """Whether a change can be made by changing answers: each value of it is one that its question takes."""
    document = parsed(document)
    return bool(change) and all(_takes(document, name, value) for name, value in change.items())


def _takes(document: Document, name: str, fact: Any) -> bool:
    question = next(document.measuring(name), None)
    if question is None or fact is None or isinstance(fact, State):
        return question is not None
    try:
        type_of(question).of_fact(question, fact)
    except (Refused, TypeError, ValueError, AttributeError):
        return False
    return True


def apply(document: Document | Mapping[str, Any], answers: Answers, change: Change) -> dict[str, dict[str, Any]]:
    """The answers with a change put in, so that reading them again gives the changed values.

    Raises NotAnAnswer when the questionnaire has no question for it.
    """
    document = parsed(document)
    if not answerable(document, change):
        raise NotAnAnswer(", ".join(sorted(change)) or "nothing")
    changed = {key: dict(answer) for key, answer in answers.items()}
    for name, value in change.items():
        _put(document, changed, name, value)
    return changed


def with_reason(
    document: Document | Mapping[str, Any], answers: Answers, measures: Iterable[str], reason: str
) -> dict[str, dict[str, object]]:
    """The answers with a reason for these objectives, as far as they are answered with a value."""
    document = parsed(document)
    changed = {key: dict(answer) for key, answer in answers.items()}
    for question in (each for measure in measures for each in document.measuring(measure)):
        answer = changed.get(question.key)
        if question.type == "objective" and answer is not None and answer["state"] != UNKNOWN:
            changed[question.key] = {**answer, "value": {**answer["value"], "reason": reason}}
    return changed


def _put(document: Document, answers: dict[str, dict[str, object]], name: str, fact: Any) -> None:
    question, fact = _question(document, answers, name, fact)
    if fact is None or fact == State.UNSET:
        answers.pop(question.key, None)
        return
    _open(document, answers, question)
    if fact == State.UNKNOWN:
        answers[question.key] = {"state": UNKNOWN, "value": None}
        return
    try:
        value = type_of(question).of_fact(question, fact)
    except (Refused, TypeError, ValueError) as error:
        raise NotAnAnswer(name) from error
    if question.type == "objective":
        value = {**value, "reason": _kept_reason(answers.get(question.key))}
    answers[question.key] = {"state": "answered", "value": value}


def _kept_reason(answer: Mapping[str, Any] | None) -> str:
    return "" if answer is None or answer["state"] == UNKNOWN else answer["value"]["reason"]


def _question(document: Document, answers: Answers, name: str, fact: Any) -> tuple[Question, Any]:
    """The question to answer, and its fact: a batch system is asked for the entries of a batch, not of an hour."""
    question = next(document.measuring(name))
    batch = next(document.measuring("entries_per_batch"), None)
    interval = next(document.measuring("change_interval"), None)
    if name != "entries_per_hour" or batch is None or interval is None or fact is None:
        return question, fact
    if not is_asked(document, answers, batch):
        return question, fact
    return batch, round(fact * answers[interval.key]["value"] / HOUR)


def _open(document: Document, answers: dict[str, dict[str, object]], question: Question) -> None:
    """Answer what the question hangs on so that it is asked."""
    for condition in question.asked_when:
        parent = document.questions[condition.question]
        _open(document, answers, parent)
        if not holds(document, answers, condition):
            answers[parent.key] = {"state": "answered", "value": _accepting(parent, condition)}


def _accepting(parent: Question, condition: Condition) -> Any:
    kind = type_of(parent)
    for value in kind.offered(parent):
        if condition.inverted != bool(kind.tokens(parent, value) & set(condition.tokens)):
            return value
    raise NotAnAnswer(parent.key)
