"""Beginning again from what was answered before: taken over, marked, and confirmed one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaires.document.parsing import parsed
from questionnaires.document.structure import UNTITLED, Document, Question, Topic
from questionnaires.fields import Refused, read_answer, typed
from questionnaires.services.asking import Answers, asked, is_asked
from recovery.languages import DEFAULT

BEFORE = "before"
"""The mark of an answer that comes from an earlier round and that nobody has confirmed in this one."""


def taken_over(document: Document | Mapping[str, Any], answers: Answers) -> dict[str, dict[str, Any]]:
    """Earlier answers, marked, as far as this version of the questionnaire could be given them today."""
    questions = parsed(document).questions
    kept = {key: answer for key, answer in answers.items() if key in questions and still_fits(questions[key], answer)}
    return {key: {**answer, BEFORE: True} for key, answer in kept.items()}


def still_fits(question: Question, answer: Mapping[str, Any]) -> bool:
    """Whether the answer, typed again, would be taken. A question may have changed its type or its choices since."""
    try:
        return read_answer(question, typed(question, answer, DEFAULT), DEFAULT) is not None
    except (Refused, AttributeError, KeyError, TypeError, ValueError):
        return False


def is_before(answer: Mapping[str, Any] | None) -> bool:
    return answer is not None and bool(answer.get(BEFORE))


def to_confirm(document: Document | Mapping[str, Any], answers: Answers) -> tuple[Question, ...]:
    """Questions that are asked and whose answer is still the earlier one."""
    return tuple(question for question in asked(parsed(document), answers) if is_before(answers.get(question.key)))


def topic_of_one(document: Document | Mapping[str, Any], answers: Answers, key: str) -> Topic | None:
    """A question that is asked, as a topic of its own; None for any other."""
    document = parsed(document)
    question = document.questions.get(key)
    if question is None or not is_asked(document, answers, question):
        return None
    return Topic(question.topic, UNTITLED, UNTITLED, (question,))


def confirmed(answer: Mapping[str, Any]) -> dict[str, object]:
    """The same answer, given now."""
    return {"state": answer["state"], "value": answer["value"]}
