"""Answers in words, topic by topic, for everybody who reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.document.consistency import UNKNOWN
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document, Question
from questionnaires.fields import type_of
from questionnaires.services.asking import Answers, asked, topics, worded
from questionnaires.services.express import is_assumed
from questionnaires.services.renewal import is_before


@dataclass(frozen=True)
class Said:
    """A question and its answer in one language. `lines` is empty while it is open."""

    key: str
    question: str
    lines: tuple[str, ...]
    unknown: bool
    before: bool = False
    """Whether it comes from an earlier round and nobody has confirmed it in this one."""
    assumed: bool = False
    """Whether nobody gave it: it follows from the others."""


@dataclass(frozen=True)
class SaidTopic:
    key: str
    title: str
    answers: tuple[Said, ...]


def answers_in_words(document: Document | Mapping[str, Any], answers: Answers, language: str) -> tuple[SaidTopic, ...]:
    """Every question that is asked, with its answer in words."""
    document = parsed(document)
    return tuple(
        SaidTopic(
            topic.key,
            topic.title.say(language),
            tuple(
                said_one(document, answers, question, language)
                for question in asked(document, answers, topic.questions)
            ),
        )
        for topic in topics(document, answers)
    )


def said_one(document: Document, answers: Answers, question: Question, language: str) -> Said:
    answer = answers.get(question.key)
    wording = worded(document, answers, question).wording.say(language)
    return Said(
        question.key,
        wording,
        lines(document, question, answer, language),
        answer is not None and answer["state"] == UNKNOWN,
        is_before(answer),
        is_assumed(answer),
    )


def lines(document: Document, question: Question, answer: Mapping[str, Any] | None, language: str) -> tuple[str, ...]:
    """One answer in words; nothing while there is none."""
    if answer is None:
        return ()
    if answer["state"] == UNKNOWN:
        return (document.unknown.say(language),)
    return tuple(type_of(question).lines_of(question, answer["value"], language))
