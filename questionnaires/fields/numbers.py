"""Whole numbers and amounts of money, typed as the reader's language writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from presentation.money import exact_amount
from presentation.numbers import grouped_number
from questionnaires.document.structure import Question
from questionnaires.fields.field_type import FieldType, Refused, Typed, one
from recovery import numbers
from recovery.reading import NotUnderstood, Understood, read_amount, read_count


class WholeField(FieldType):
    """A whole number between the question's limits."""

    def parse_typed(self, question: Question, typed: Typed, language: str) -> float | None:
        text = one(typed, question.key)
        if not text:
            return None
        value = within(question, self.number(text, language), language)
        if value != value.to_integral_value():
            raise Refused(gettext("Please write a whole number, without a fraction."))
        return int(value)

    def note(self, question: Question, typed: Typed, language: str) -> str:
        text = one(typed, question.key)
        return self.understood(text, language).explained(language) if text else ""

    def understood(self, text: str, language: str) -> Understood[Decimal]:
        """What the text says. Raises NotUnderstood."""
        return read_count(text, language)

    def number(self, text: str, language: str) -> Decimal:
        try:
            return self.understood(text, language).value
        except NotUnderstood as error:
            raise Refused(error.explained(language)) from error

    def typed(self, question: Question, value: float, language: str) -> dict[str, list[str]]:
        return {question.key: [numbers.ungrouped(value, language)]}

    def lines_of(self, question: Question, value: float, language: str) -> list[str]:
        return [grouped_number(value)]

    def of_fact(self, question: Question, fact: Any) -> float:
        if fact != int(fact):
            raise Refused(gettext("Please write a whole number, without a fraction."))
        return int(fact)


class MoneyField(WholeField):
    """An amount in the portal's currency."""

    def parse_typed(self, question: Question, typed: Typed, language: str) -> float | None:
        text = one(typed, question.key)
        if not text:
            return None
        amount = float(within(question, self.number(text, language), language))
        return int(amount) if amount.is_integer() else amount

    def understood(self, text: str, language: str) -> Understood[Decimal]:
        return read_amount(text, settings.CURRENCY, language)

    def lines_of(self, question: Question, value: float, language: str) -> list[str]:
        return [exact_amount(value)]

    def of_fact(self, question: Question, fact: Any) -> float:
        return float(fact)


def within(question: Question, value: Decimal, language: str) -> Decimal:
    if value < question.minimum:
        raise Refused(gettext("Please write %(least)s or more.") % {"least": question.minimum})
    if value > question.maximum:
        most = grouped_number(question.maximum)
        raise Refused(gettext("That is more than we can take here: at most %(most)s.") % {"most": most})
    return value
