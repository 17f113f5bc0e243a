"""What helps somebody who does not know an objective: what similar systems say, and what a choice beside would mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from assessments.presenters.consequences import Consequence
from assessments.presenters.prices import OBJECTIVE, card_prices
from presentation.money import tier_signs
from presentation.objectives import objective_in_words
from questionnaires.document.structure import Document, Question, Topic
from questionnaires.fields.objectives import ACCEPT
from questionnaires.forms.prices import CardPrices, Price
from recovery.facts import State

Similar = Callable[[Iterable[Question]], Mapping[str, str]]
"""What similar systems say of these questions, by question."""


@dataclass(frozen=True)
class OpenPoint:
    """An objective that somebody does not know. `suggested` says what the other answers lead to; each help is empty
    where there is none."""

    question: str
    title: str
    similar: str
    suggested: str
    neighbours: str

    @property
    def helps(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.similar, self.suggested, self.neighbours)))


def open_points_of(found: Consequence | None, document: Document, similar: Similar) -> tuple[OpenPoint, ...]:
    """The objectives that these answers say are not known."""
    if found is None:
        return ()
    asked = [
        question
        for name in ("rto", "rpo")
        for question in document.measuring(name)
        if getattr(found, name) is State.UNKNOWN
    ]
    said = similar(asked) if asked else {}
    return tuple(_open_point(found, document, question, said.get(question.key, "")) for question in asked)


def _open_point(found: Consequence, document: Document, question: Question, similar: str) -> OpenPoint:
    titles = {
        "rto": gettext("Not known yet: how soon it has to be back"),
        "rpo": gettext("Not known yet: how much work may be lost"),
    }
    seconds = found.suggested.get(question.measure)
    leads_to = ""
    if seconds is not None:
        what = {"time": objective_in_words(question.measure, seconds)}
        leads_to = gettext("The other answers suggest: %(time)s.") % what
    cards = card_prices(found, document, question, found.suggested)
    return OpenPoint(
        question=question.key,
        title=titles[question.measure],
        similar=similar,
        suggested=leads_to,
        neighbours=neighbours_in_words(question, cards, seconds),
    )


def neighbours_of(topic: Topic, cards: Mapping[str, CardPrices], suggested: Mapping[str, int]) -> dict[str, str]:
    """The same by question, for the objectives of a topic with the prices of its cards."""
    return {
        question.key: neighbours_in_words(question, cards[question.key], suggested.get(question.measure))
        for question in topic.questions
        if question.type == OBJECTIVE and question.key in cards
    }


def neighbours_in_words(question: Question, cards: CardPrices, suggested: int | None) -> str:
    """What the choices beside the suggestion would mean; without one, the strictest and the loosest of all. Empty where
    no price is known."""
    priced = {
        seconds: price
        for value, price in cards.items()
        if price is not None and (seconds := suggested if value == ACCEPT else int(value)) is not None
    }
    steps = sorted(priced)
    if suggested is None:
        return _ends(question, priced, steps)
    below = [each for each in steps if each < suggested][-1:]
    above = [each for each in steps if each > suggested][:1]
    if not below and not above:
        return ""
    if all(priced[each] == priced.get(suggested) for each in (*below, *above)):
        return gettext("One step stricter or looser, plan and price stay the same.")
    words = [gettext("Stricter, %(choice)s") % _choice(question, priced, each) for each in below]
    words += [gettext("Looser, %(choice)s") % _choice(question, priced, each) for each in above]
    return ". ".join(words) + "."


def _ends(question: Question, priced: Mapping[int, Price], steps: list[int]) -> str:
    if len(steps) < 2:
        return ""
    words = {
        "strictest": _choice(question, priced, steps[0])["choice"],
        "loosest": _choice(question, priced, steps[-1])["choice"],
    }
    return gettext("The strictest choice, %(strictest)s. The loosest, %(loosest)s.") % words


def _choice(question: Question, priced: Mapping[int, Price], seconds: int) -> dict[str, str]:
    """“1 hour: Pilot light, 15,000 € a year ($$)”."""
    named = objective_in_words(question.measure, seconds)
    return {"choice": f"{named}: {_price_in_words(priced[seconds])}"}


def _price_in_words(price: Price) -> str:
    if price.tier is None:
        return price.words
    signs = tier_signs(price.tier)
    known = gettext("%(amount)s a year (%(signs)s)") % {"amount": price.words, "signs": signs}
    amount = known if price.words else gettext("cost tier %(signs)s") % {"signs": signs}
    least = gettext("from %(price)s") % {"price": amount} if price.at_least else amount
    return f"{price.strategy}, {least}"
