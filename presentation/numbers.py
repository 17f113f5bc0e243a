"""Numbers as the reader's language writes them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format

DASH = "–"
"""Stands where there is no number."""
Number = int | float | Decimal


MOST_DIGITS = 18
"""So many digits every database takes as a whole number."""


NO_NUMBER = -1


def whole_number(text: str) -> int:
    """The number that a form or an address carries as digits; NO_NUMBER for anything else, and for one too long to be
    ours. No row and no version has it.

    The length comes first: reading a number of thousands of digits is refused by Python itself, with an error.
    """
    return int(text) if len(text) <= MOST_DIGITS and text.isascii() and text.isdecimal() else NO_NUMBER


def grouped_number(number: Number) -> str:
    """With its thousands grouped: 1,240."""
    return str(number_format(number, use_l10n=True, force_grouping=True))


def short_number(number: Number) -> str:
    """Without a fraction that says nothing, and ungrouped, as it can be typed again: 4, not 4.0."""
    return str(number_format(without_empty_fraction(number), use_l10n=True))


def without_empty_fraction(number: Number) -> Number:
    """The same number without zeros that say nothing: 900.00 is 900, and 2.50 is 2.5."""
    if number == int(number):
        return int(number)
    return number.normalize() if isinstance(number, Decimal) else number


def percentage(share: float) -> str:
    """A share in hundredths: 0.25 is “25 %”."""
    return f"{short_number(round(share * 100, 4))}\u00a0%"
