"""The price where the choice is: what each card of a question would lead to, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from assessments.presenters.consequences import Consequence
from presentation.money import whole_amount
from presentation.objectives import objective_in_words
from presentation.strategies import strategy_name
from questionnaires.document.structure import Document, Question, Topic
from questionnaires.fields import type_of
from questionnaires.fields.objectives import ACCEPT
from questionnaires.forms.prices import CardPrices, Price
from questionnaires.services import measures
from recovery.planning.alternatives import Alternative, alternatives, tighter_for_the_same
from recovery.results import Derived

OBJECTIVE = "objective"
NO_PRICE = ("choices", "longer")
"""Several answers at once lead to no one plan; how long copying back may take moves none."""


def prices(
    found: Consequence | None, document: Document, topic: Topic, suggested: Mapping[str, int]
) -> dict[str, CardPrices]:
    """By question, for those of a topic whose cards can have a price. `suggested` are the seconds on the cards that
    take an objective as suggested, by its name."""
    if found is None:
        return {}
    return {
        question.key: card_prices(found, document, question, suggested)
        for question in topic.questions
        if is_priced(document, question)
    }


def is_priced(document: Document, question: Question) -> bool:
    """Whether its cards can have a price: each gives the method one fact, on which nothing else that it reads hangs."""
    if not question.measure or question.type in NO_PRICE:
        return False
    if question.type != OBJECTIVE and not list(type_of(question).offered(question)):
        return False
    return not any(
        condition.question == question.key
        for other in document.questions.values()
        if other.measure and other.otherwise is None
        for condition in other.asked_when[-1:]
    )


def _facts(question: Question, suggested: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    """Each card's value, and the fact that it would be."""
    if question.type == OBJECTIVE:
        as_suggested = suggested.get(question.measure)
        if as_suggested is not None:
            yield ACCEPT, as_suggested
        yield from ((str(step.seconds), step.seconds) for step in question.steps if step.seconds != as_suggested)
        return
    kind = type_of(question)
    yield from ((str(value), kind.fact(question, value)) for value in kind.offered(question))


def card_prices(found: Consequence, document: Document, question: Question, suggested: Mapping[str, int]) -> CardPrices:
    """Of one question, by the value of each card."""
    facts = dict(_facts(question, suggested))
    choices = measures.offered_objectives(document)
    worked = alternatives(found.known, question.measure, facts.values(), found.policy, choices=choices)
    led_to = dict(zip(facts, worked, strict=True))
    if question.type != OBJECTIVE and len({_money(each) for each in led_to.values()}) < 2:
        return dict.fromkeys(led_to)
    tighter = _tighter(question, facts, led_to)
    return {value: _price(each, found.derived, tighter.get(value, "")) for value, each in led_to.items()}


def _money(there: Alternative) -> tuple[int | None, float | None]:
    return there.cost_tier, there.yearly_cost


def _tighter(question: Question, facts: Mapping[str, int], led_to: Mapping[str, Alternative]) -> dict[str, str]:
    """For the same price you get more: which tighter objective, in words."""
    if question.type != OBJECTIVE:
        return {}
    better = tighter_for_the_same({facts[value]: each for value, each in led_to.items()})
    return {
        value: gettext("For the same price you get: %(tighter)s")
        % {"tighter": objective_in_words(question.measure, better[facts[value]])}
        for value in led_to
        if facts[value] in better
    }


def _price(there: Alternative, derived: Derived, instead: str) -> Price | None:
    if there.impossible:
        return Price(None, gettext("no strategy does that"))
    if there.cost_tier is None:
        return None
    cost = "" if there.yearly_cost is None else whole_amount(there.yearly_cost, derived.currency)
    return Price(there.cost_tier, cost, instead, there.at_least, strategy_name(there.strategy or ""))
