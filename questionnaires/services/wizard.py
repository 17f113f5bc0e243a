"""The way through the questionnaire: where one is, what is left, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document, Question
from questionnaires.services.asking import Answers, asked, may_be_asked, topics
from questionnaires.services.renewal import to_confirm

CHECK = "check"
"""Where one goes when nothing is open: the page to check one's answers. Its address is built like a topic's."""
SECONDS_TO_CONFIRM = 6


@dataclass(frozen=True)
class Progress:
    """`position` of `total` topics, and about how many minutes the open questions take."""

    position: int
    total: int
    minutes_left: int


def open_questions(document: Document | Mapping[str, Any], answers: Answers) -> tuple[Question, ...]:
    """Questions that are asked and have neither an answer nor an “I don't know”; what is optional is not waited for."""
    questions = asked(parsed(document), answers)
    return tuple(question for question in questions if question.key not in answers and not question.optional)


def may_still_be_asked(document: Document, answers: Answers) -> Iterator[Question]:
    """What is open, and what an answer that is still open could open."""
    for question in document.questions.values():
        waits = question.key not in answers and not question.optional
        if waits and may_be_asked(document, answers, question):
            yield question


def first_open(document: Document | Mapping[str, Any], answers: Answers) -> str:
    """The topic of the first question that is open or still to be confirmed, or CHECK when there is none."""
    document = parsed(document)
    waiting = {question.key for question in (*open_questions(document, answers), *to_confirm(document, answers))}
    return next((question.topic for question in document.questions.values() if question.key in waiting), CHECK)


def progress(document: Document | Mapping[str, Any], answers: Answers, topic: str) -> Progress:
    """How far one is at a topic. The time is for all that may still be asked, so that it never grows as one goes on."""
    document = parsed(document)
    keys = [each.key for each in topics(document, answers)]
    seconds = sum(question.seconds for question in may_still_be_asked(document, answers))
    seconds += SECONDS_TO_CONFIRM * len(to_confirm(document, answers))
    return Progress(keys.index(topic) + 1 if topic in keys else len(keys), len(keys), -(-seconds // 60))


def after(document: Document | Mapping[str, Any], answers: Answers, topic: str) -> str:
    """The next topic, or CHECK behind the last one."""
    document = parsed(document)
    order = [each.key for each in document.topics]
    asked_topics = {each.key for each in topics(document, answers)}
    return next((key for key in order[order.index(topic) + 1 :] if key in asked_topics), CHECK)


def before(document: Document | Mapping[str, Any], answers: Answers, topic: str) -> str | None:
    """The topic before this one; None at the first."""
    keys = [each.key for each in topics(parsed(document), answers)]
    at = keys.index(topic) if topic in keys else len(keys)
    return keys[at - 1] if at else None


def missing(document: Document | Mapping[str, Any], answers: Answers) -> tuple[Question, ...]:
    """What has to be answered, if only by “I don't know”, before the answers can be sent: the two objectives."""
    still_open = open_questions(document, answers)
    return tuple(question for question in still_open if question.measure in ("rto", "rpo"))
