"""Numbers as a language writes them: for reading, for a field of a form, and out of what people type."""

import re
from decimal import Decimal
from functools import lru_cache

from recovery.currency import sign
from recovery.languages import catalogue

SIGNS = ",."
"""The signs that people type in a number; the one that is not the language's decimal sign parts the thousands."""
BLANKS = re.compile(r"[\s\u00a0\u202f']")
LONGEST_TEXT = 40
Typed = Decimal | float


def grouped(number: Typed, language: str = "en") -> str:
    """A number for reading, without a fraction that says nothing: "1,240", "12,500.5"."""
    return with_signs(format(_bare(number), ",f"), language)


def ungrouped(number: Typed, language: str = "en") -> str:
    """A number for a field of a form: `parse` gives it back."""
    return with_signs(format(_bare(number), "f"), language)


def amount(money: Typed, currency: str, language: str = "en") -> str:
    """An amount of money for reading: "12,500.5 €"."""
    return str(catalogue(language)["numbers"]["money"].format(grouped(money, language), sign(currency)))


def parse(text: str, language: str = "en") -> Decimal:
    """A typed number, grouped or not; "1,500" is one and a half thousand in English, one and a half in Spanish.

    Raises ValueError for anything else, and for more digits than any number here has.
    """
    decimal = str(catalogue(language)["numbers"]["decimal"])
    whole = "|".join([*(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+" for sign in SIGNS if sign != decimal), r"\d{1,15}"])
    bare = BLANKS.sub("", text)
    if len(text) > LONGEST_TEXT or not re.fullmatch(rf"(?:{whole})(?:{re.escape(decimal)}\d{{1,6}})?", bare, re.ASCII):
        raise ValueError(f"not a number: {text[:60]!r}")
    before, _, after = bare.partition(decimal)
    return Decimal(f"{re.sub(r'[^0-9]', '', before)}.{after or 0}")


def with_signs(number: str, language: str) -> str:
    """A number as Python writes it, "12,500.5", with the signs of a language."""
    return number.translate(_signs(language))


@lru_cache(maxsize=256)
def _signs(language: str) -> dict[int, str]:
    numbers = catalogue(language)["numbers"]
    return {ord(","): numbers["grouping"], ord("."): numbers["decimal"]}


def _bare(number: Typed) -> Decimal:
    return Decimal(str(number)).normalize()
