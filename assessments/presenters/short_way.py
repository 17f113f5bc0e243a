"""What the short way leads to: what is taken for what nobody answered, and what each topic could still change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.presenters.consequences import Consequence
from assessments.services.reach import Reach, reach_of_topics
from assessments.services.without_answers.assumed import assumed_answers
from derivation.services.preview_context import recent_context_of
from presentation.language import language
from presentation.objectives import objective_in_words
from questionnaires.document.structure import Document
from questionnaires.services import wizard
from questionnaires.services.asking import Answers, asked
from questionnaires.services.express import is_assumed
from systems.models import System


@dataclass(frozen=True)
class AssumedObjective:
    """An objective that follows from the other answers. `said` is empty where they lead to none; `no_time` where that
    is because they leave none to recover in. `topic` is where one says it oneself."""

    name: str
    said: str
    because: tuple[str, ...]
    no_time: bool
    key: str
    topic: str


@dataclass(frozen=True)
class TopicAhead:
    """A topic, how many of its questions are open, and what they could change."""

    key: str
    title: str
    open: int
    concludes: bool
    reach: Reach


@dataclass(frozen=True)
class Outcome:
    """`assumed` are the answers put in when it is sent as it is; `mark` tells whether they are what was shown."""

    assumed: Mapping[str, Mapping[str, Any]]
    mark: str
    objectives: tuple[AssumedObjective, ...]
    topics: tuple[TopicAhead, ...]


@dataclass(frozen=True)
class Answered:
    """How many of the questions that are asked have an answer that somebody gave."""

    count: int
    total: int


def outcome_of(system: System, document: Document, answers: Answers, found: Consequence | None) -> Outcome:
    """`found` is what the answers lead to with their suggestions; None when they cannot be read."""
    taken = assumed_by(document, answers, found)
    # The neighbours were read a moment ago, for `found`.
    reach = reach_of_topics(system, document, answers, recent_context_of(system)) if found else {}
    return Outcome(
        assumed=taken,
        mark=mark_of(taken),
        objectives=tuple(_objective(document, key, answer, found) for key, answer in taken.items()),
        topics=tuple(_ahead(document, answers, reach)),
    )


def assumed_by(document: Document, answers: Answers, found: Consequence | None) -> dict[str, dict[str, object]]:
    """What stands for the objectives that nobody has answered when it is sent as it is."""
    return assumed_answers(document, answers, found.known, found.policy) if found else {}


def mark_of(taken: Mapping[str, Mapping[str, Any]]) -> str:
    """What is assumed, in short, to be sent back with the button."""
    values = {key: answer["value"]["seconds"] if answer["value"] else "" for key, answer in taken.items()}
    return ",".join(f"{key}={seconds}" for key, seconds in sorted(values.items()))


def answered(document: Document, answers: Answers) -> Answered:
    """Of what was sent; what was assumed is nobody's answer."""
    questions = asked(document, answers)
    given = [each for each in questions if each.key in answers and not is_assumed(answers[each.key])]
    return Answered(len(given), len(questions))


def _objective(document: Document, key: str, answer: Mapping[str, Any], found: Consequence | None) -> AssumedObjective:
    question = document.questions[key]
    name = question.measure
    said = objective_in_words(name, answer["value"]["seconds"]) if answer["value"] else ""
    because = found.because[name] if found else ()
    no_time = not said and name == "rto" and found is not None and found.derived.suggested.rto_limit is not None
    return AssumedObjective(name, said, because, no_time, key, question.topic)


def _ahead(document: Document, answers: Answers, reach: Mapping[str, Reach]) -> list[TopicAhead]:
    waiting = [question.topic for question in wizard.open_questions(document, answers)]
    return [
        TopicAhead(topic.key, topic.title.say(language()), waiting.count(topic.key), topic.concludes, reach[topic.key])
        for topic in document.topics
        if topic.key in reach
    ]
