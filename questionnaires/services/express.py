"""The short way: the few questions that already lead to a plan, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaires.document.parsing import parsed
from questionnaires.document.structure import UNTITLED, Document, Question, Topic
from questionnaires.services.asking import Answers, is_asked

EXPRESS = "express"
"""Its address is built like a topic's, and its form is one."""
NUMBERS = "numbers"
"""The page of the two objectives for whoever is asked beside others; its address and form are like a topic's."""
ASSUMED = "assumed"
"""The mark of an answer that nobody gave: it follows from the others, and was shown before they were sent."""
MEASURES = ("mtd", "rpo", "peak_mtd")
"""From when on it is unbearable, how much work may be lost, and from when on in the worst season."""


def express_topic(document: Document | Mapping[str, Any]) -> Topic | None:
    """The questions of the short way, as a topic; None where the questionnaire does not ask when it is unbearable.

    A question that waits for another one brings that with it: nobody is asked about a season before saying that there
    is one.
    """
    document = parsed(document)
    if next(document.measuring(MEASURES[0]), None) is None:
        return None
    chosen: dict[str, Question] = {}
    for measure in MEASURES:
        for question in document.measuring(measure):
            if not is_asked(document, {}, question):
                parents = (document.questions[condition.question] for condition in question.asked_when)
                chosen |= {parent.key: parent for parent in parents}
            chosen[question.key] = question
    return Topic(EXPRESS, UNTITLED, UNTITLED, tuple(chosen.values()))


def numbers_topic(document: Document | Mapping[str, Any]) -> Topic:
    """The two objectives, as a topic."""
    document = parsed(document)
    questions = (question for name in ("rto", "rpo") for question in document.measuring(name))
    return Topic(NUMBERS, UNTITLED, UNTITLED, tuple(questions))


def is_of_express(document: Document, key: str) -> bool:
    """Whether a question is one of the short way."""
    topic = express_topic(document)
    return topic is not None and any(each.key == key for each in topic.questions)


def is_assumed(answer: Mapping[str, Any] | None) -> bool:
    return answer is not None and bool(answer.get(ASSUMED))


PROPOSED_BESIDE = ("rto", "wrt")
"""What lists propose and the short way does not ask: confirmed there, it does not lead away from it."""


def only_begun(document: Document | Mapping[str, Any], answers: Answers) -> bool:
    """Whether nothing is answered yet but what the short way asks or confirms, so that it is the way to go on."""
    document = parsed(document)
    topic = express_topic(document)
    beside = {question.key for name in PROPOSED_BESIDE for question in document.measuring(name)}
    return topic is not None and set(answers) <= {question.key for question in topic.questions} | beside


def open_in_express(document: Document | Mapping[str, Any], answers: Answers) -> tuple[Question, ...]:
    """The questions of the short way that are asked and have neither an answer nor an “I don't know”."""
    document = parsed(document)
    topic = express_topic(document)
    questions = topic.questions if topic else ()
    return tuple(each for each in questions if each.key not in answers and is_asked(document, answers, each))
