"""The order of questions and topics: one step up or down, where what a question hangs on still comes before it.

A question moves with those that hang on it, as the owner sees them: they stand below it and open with its answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from questionnaires.document.parsing import parse
from questionnaires.document.structure import Document, Question, Topic
from questionnaires.services.asking import parent_on_page
from questionnaires.services.drafting.texts import Raw

UP, DOWN = "up", "down"
WAYS = (UP, DOWN)


class CannotMove(Exception):
    """It is the first or the last already, or something that it hangs on would come after it."""


def moved_question(raw: Raw, key: str, way: str) -> Raw:
    """The questionnaire with one question one place further up or down on its page. Raises CannotMove."""
    document = parse(raw)
    order = question_order(document, key, way)
    if order is None:
        raise CannotMove
    changed = deepcopy(raw)
    topic = next(each for each in changed["topics"] if each["key"] == document.questions[key].topic)
    topic["questions"].sort(key=lambda question: order.index(question["key"]))
    return changed


def moved_topic(raw: Raw, key: str, way: str) -> Raw:
    """The questionnaire with one page one place further up or down. Raises CannotMove."""
    order = topic_order(parse(raw), key, way)
    if order is None:
        raise CannotMove
    changed = deepcopy(raw)
    changed["topics"].sort(key=lambda topic: order.index(topic["key"]))
    return changed


def question_order(document: Document, key: str, way: str) -> list[str] | None:
    """The keys of the question's page, in their new order; None where it cannot move that way."""
    topic = document.topic(document.questions[key].topic) if key in document.questions else None
    if topic is None:
        return None
    page = {question.key for question in topic.questions}
    parents = {question.key: _parent(question, page) for question in topic.questions}
    siblings = [question for question in parents if parents[question] == parents[key]]
    swapped = _swapped(siblings, key, way)
    if swapped is None:
        return None
    ordered = list(_flat(parents, None, {parents[key]: swapped}))
    everything = [[*_keys(each)] if each.key != topic.key else ordered for each in document.topics]
    return ordered if leads_back(document, everything) else None


def topic_order(document: Document, key: str, way: str) -> list[str] | None:
    swapped = _swapped([topic.key for topic in document.topics], key, way)
    if swapped is None:
        return None
    by_key = {topic.key: topic for topic in document.topics}
    concluding = [at for at, each in enumerate(swapped) if by_key[each].concludes]
    last = list(range(len(swapped) - len(concluding), len(swapped)))
    everything = [[*_keys(by_key[each])] for each in swapped]
    return swapped if concluding == last and leads_back(document, everything) else None


def leads_back(document: Document, everything: Sequence[Sequence[str]]) -> bool:
    """Whether each question comes after all that its conditions name."""
    seen: set[str] = set()
    for key in (key for page in everything for key in page):
        if not {condition.question for condition in conditions_of(document.questions[key])} <= seen:
            return False
        seen.add(key)
    return True


def conditions_of(question: Question) -> Iterator[Any]:
    yield from question.asked_when
    for variant in question.variants:
        yield from variant.when


def _keys(topic: Topic) -> Iterator[str]:
    return (question.key for question in topic.questions)


def _parent(question: Question, page: set[str]) -> str | None:
    condition = parent_on_page(question, page)
    return condition.question if condition else None


def _swapped(keys: list[str], key: str, way: str) -> list[str] | None:
    if key not in keys or way not in WAYS:
        return None
    here = keys.index(key)
    there = here - 1 if way == UP else here + 1
    if not 0 <= there < len(keys):
        return None
    swapped = list(keys)
    swapped[here], swapped[there] = swapped[there], swapped[here]
    return swapped


def _flat(parents: dict[str, str | None], parent: str | None, changed: dict[str | None, list[str]]) -> Iterator[str]:
    """All questions below one, each followed by those that hang on it."""
    children = changed.get(parent) or [key for key in parents if parents[key] == parent]
    for key in children:
        yield key
        yield from _flat(parents, key, changed)
