"""Whole numbers and amounts of money, typed as the reader's language writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext

from questionnaires.document.structure import Question
from questionnaires.fields.field_type import FieldType, Refused, Typed, one
from recovery.currency import sign

MONEY_SIGNS = re.compile(r"[€$£]|\b(?:eur|usd|gbp|euros?)\b", re.IGNORECASE)


def number(text: str, language: str) -> Decimal:
    """A typed number. “1,500” is a thousand and a half thousand in English, “1.500” in Spanish. Raises ValueError."""
    group, point = (".", ",") if language[:2] == "es" else (",", ".")
    bare = re.sub(r"[\s\u00a0\u202f']", "", text)
    grouped = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|[0-9]{{1,15}}"
    if len(text) > 40 or not re.fullmatch(rf"(?:{grouped})(?:{re.escape(point)}[0-9]{{1,6}})?", bare):
        raise ValueError(text[:60])
    return Decimal(bare.replace(group, "").replace(point, "."))


class WholeField(FieldType):
    """A whole number between the question's limits."""

    def read(self, question: Question, typed: Typed, language: str) -> float | None:
        text = one(typed, question.key)
        if not text:
            return None
        return int(within(question, self.number(text, language)))

    def number(self, text: str, language: str) -> Decimal:
        try:
            value = number(text, language)
        except ValueError as error:
            raise Refused(gettext("Please write a whole number in figures, like “40”.")) from error
        if value != value.to_integral_value():
            raise Refused(gettext("Please write a whole number, without a fraction."))
        return value

    def typed(self, question: Question, value: float, language: str) -> dict[str, list[str]]:
        return {question.key: [plain(value, language)]}

    def words(self, question: Question, value: float, language: str) -> list[str]:
        return [number_format(value, use_l10n=True, force_grouping=True)]

    def of_fact(self, question: Question, fact: Any) -> float:
        if fact != int(fact):
            raise Refused(gettext("Please write a whole number, without a fraction."))
        return int(fact)


class MoneyField(WholeField):
    """An amount in the portal's currency."""

    def read(self, question: Question, typed: Typed, language: str) -> float | None:
        text = MONEY_SIGNS.sub("", one(typed, question.key)).strip()
        if not text:
            return None
        amount = float(within(question, self.number(text, language)))
        return int(amount) if amount.is_integer() else amount

    def number(self, text: str, language: str) -> Decimal:
        try:
            return number(text, language)
        except ValueError as error:
            raise Refused(gettext("Please write an amount in figures, like “2500”.")) from error

    def words(self, question: Question, value: float, language: str) -> list[str]:
        whole = int(value) if float(value).is_integer() else value
        shown = number_format(whole, use_l10n=True, force_grouping=True)
        return [f"{shown}\u00a0{sign(settings.CURRENCY)}"]

    def of_fact(self, question: Question, fact: Any) -> float:
        return float(fact)


def within(question: Question, value: Decimal) -> Decimal:
    if value < question.minimum:
        raise Refused(gettext("Please write %(least)s or more.") % {"least": question.minimum})
    if value > question.maximum:
        most = number_format(question.maximum, use_l10n=True, force_grouping=True)
        raise Refused(gettext("That is more than we can take here: at most %(most)s.") % {"most": most})
    return value


def plain(value: float, language: str) -> str:
    """A number as it can be typed again, without groups."""
    text = format(Decimal(str(value)).normalize(), "f")
    return text.replace(".", ",") if language[:2] == "es" else text
