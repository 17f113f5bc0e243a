"""The company's own questions: put in, taken out, carried over. They inform people; no rule reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from questionnaires.document.parsing import parse
from questionnaires.document.reader import DocumentError
from questionnaires.document.structure import OWN, Document, Question
from questionnaires.services.drafting.order import conditions_of
from questionnaires.services.drafting.texts import Raw

CHOOSING = ("choice", "choices")
"""The types that offer answers of their own."""
SECONDS = {"text": 30}
MOST_OWN = 40
LONGEST_KEY = 40


class StillNeeded(Exception):
    """Other questions are asked, or not, by the answer to this one."""

    def __init__(self, questions: Iterable[Question]) -> None:
        super().__init__()
        self.questions = tuple(questions)


class TooMany(Exception):
    """Nobody answers a hundred questions in ten minutes."""


def key_of(name: str) -> str:
    """The key that a short name makes: “Contact, at night” is `own_contact_at_night`. Empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    short = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY].strip("_")
    return f"{OWN}{short}" if short else ""


def written_question(key: str, kind: str, when: Mapping[str, Any] | None, choices: list[Raw]) -> Raw:
    """A question of one's own without its texts."""
    question: Raw = {"key": key, "type": kind, "seconds": SECONDS.get(kind, 10)}
    if when:
        question["asked_when"] = [dict(when)]
    if kind in CHOOSING:
        question["choices"] = choices
    return question


def question_in(raw: Raw, key: str) -> Raw | None:
    return next((each for topic in raw["topics"] for each in topic["questions"] if each["key"] == key), None)


def topic_in(raw: Raw, key: str) -> Raw | None:
    return next((topic for topic in raw["topics"] if topic["key"] == key), None)


def put(raw: Raw, topic: str, question: Raw) -> Raw:
    """The questionnaire with this question in its place, or at the end of its page where it is not there yet.

    Raises DocumentError when it will not do, TooMany.
    """
    changed = deepcopy(raw)
    there = question_in(changed, question["key"])
    if there is not None:
        there.clear()
        there.update(question)
    else:
        page = topic_in(changed, topic)
        if page is None:
            raise DocumentError(f"topic “{topic[:60]}”", "is not there")
        if len(own_questions(parse(raw))) >= MOST_OWN:
            raise TooMany
        page["questions"].append(question)
    parse(changed)
    return changed


def without(raw: Raw, key: str) -> Raw:
    """The questionnaire without a question of one's own. Raises StillNeeded, and KeyError for any other question."""
    document = parse(raw)
    if not document.questions[key].own:
        raise KeyError(key)
    if needing := needed_by(document, key):
        raise StillNeeded(needing)
    changed = deepcopy(raw)
    for topic in changed["topics"]:
        topic["questions"] = [question for question in topic["questions"] if question["key"] != key]
    parse(changed)
    return changed


def needed_by(document: Document, key: str) -> list[Question]:
    """The questions whose conditions name this one."""
    return [
        question
        for question in document.questions.values()
        if any(condition.question == key for condition in conditions_of(question))
    ]


def own_questions(document: Document) -> list[Question]:
    return [question for question in document.questions.values() if question.own]


def carried_over(raw: Raw, before: Raw) -> Raw:
    """Another questionnaire with the own questions of the one before, as far as they still have a place in it."""
    kept = raw
    for topic in before["topics"]:
        for question in topic["questions"]:
            if question["key"].startswith(OWN):
                try:
                    kept = put(kept, topic["key"], question)
                except DocumentError:
                    continue
    return kept
