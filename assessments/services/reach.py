"""What the open questions of a topic could still change about the price: tried with the mildest and the strictest of
the answers that they offer, by the method itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from derivation.services import deriving
from derivation.services.preview_context import PreviewContext
from questionnaires.document.structure import Document, Question
from questionnaires.fields import type_of
from questionnaires.services import wizard
from questionnaires.services.asking import is_asked
from recovery.facts import RATINGS
from recovery.facts import System as Described
from recovery.planning.reach import Price, highest_price, lowest_price
from systems.models import System

Answers = Mapping[str, Mapping[str, Any]]
DECIDED = ("rto", "rpo", "data_rto")
"""What is decided by the person in the end, whatever the answers lead to: nothing is tried for it."""
NUMBERS = (1, 1000)
"""Tried where a number is typed: few and many."""
GRID = tuple({"customers": {4 * 3600: rating, 7 * 86_400: RATINGS[-1]}} for rating in (RATINGS[0], RATINGS[-1]))
"""Tried for the grid of harm: intolerable after a week, and after four hours."""


@dataclass(frozen=True)
class Reach:
    """`lower` is the price that the answers of a topic could bring down to, `higher` the one they could drive up to;
    None where nothing that was tried does."""

    lower: Price | None
    higher: Price | None


def reach_of_topics(system: System, document: Document, answers: Answers, among: PreviewContext) -> dict[str, Reach]:
    """For each topic with open questions, what they could change. Raises deriving.Unreadable."""
    trials = _Trials(system, document, among)
    waiting = {question.topic for question in wizard.open_questions(document, answers)}
    return {topic.key: trials.reach_of(answers, topic.questions) for topic in document.topics if topic.key in waiting}


class _Trials:
    """One system's answers tried: from those there are, and from all open ones at one end or the other, each question
    at each of its ends. So questions that count only together are found as well."""

    def __init__(self, system: System, document: Document, among: PreviewContext) -> None:
        self.system, self.document, self.among = system, document, among

    def reach_of(self, answers: Answers, questions: Iterable[Question]) -> Reach:
        questions = [each for each in questions if each.key not in answers and each.measure not in DECIDED]
        now = self._known(answers)
        cheap, dear = lowest_price(now, self.among.policy), highest_price(now, self.among.policy)
        if cheap is None or dear is None:
            return Reach(None, None)
        known = [self._known(each) for each in self._trials(answers, questions)]
        prices = [(lowest_price(each, self.among.policy), highest_price(each, self.among.policy)) for each in known]
        lower = min((low for low, _ in prices if low), key=_in_order, default=cheap)
        higher = max((high for _, high in prices if high), key=_in_order, default=dear)
        return Reach(
            lower if _in_order(lower) < _in_order(cheap) else None,
            higher if _in_order(higher) > _in_order(dear) else None,
        )

    def _trials(self, answers: Answers, questions: list[Question]) -> Iterator[Answers]:
        for start in (answers, self._with_all(answers, questions, 0), self._with_all(answers, questions, -1)):
            yield start
            for question in questions:
                for end in (0, -1):
                    yield self._with(start, question, end)

    def _with_all(self, answers: Answers, questions: Iterable[Question], end: int) -> Answers:
        for question in questions:
            answers = self._with(answers, question, end)
        return answers

    def _with(self, answers: Answers, question: Question, end: int) -> Answers:
        values = ends(question)
        if not values or not is_asked(self.document, answers, question):
            return answers
        return {**answers, question.key: {"state": "answered", "value": values[end]}}

    def _known(self, answers: Answers) -> Described:
        return deriving.described(self.system, self.document, answers, among=self.among)


def ends(question: Question) -> list[Any]:
    """The two answers that a question is tried with; none where only words can be given."""
    kind = type_of(question)
    if question.type == "impact":
        return [kind.of_fact(question, grid) for grid in GRID]
    if question.type in ("whole", "money"):
        return [max(number, question.minimum) for number in NUMBERS]
    offered = list(kind.offered(question))
    return [offered[0], offered[-1]] if offered else []


def _in_order(price: Price) -> tuple[float, int]:
    return (price.yearly_cost or 0, price.tier)
