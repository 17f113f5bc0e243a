"""Amounts of money and cost tiers. Without a currency of its own an amount is in the portal's."""

from __future__ import annotations

from django.conf import settings

from presentation.numbers import Number, grouped_number, without_empty_fraction
from recovery.currency import sign
from recovery.numbers import as_known


def whole_amount(amount: Number, currency: str = "") -> str:
    """In whole units: “264,000 €”."""
    return _with_sign(round(amount), currency)


def estimated_amount(amount: Number, currency: str = "") -> str:
    """Calculated from estimates, with as many figures as can be known: 206993633 is “207,000,000 €”."""
    return whole_amount(as_known(float(amount)), currency)


def exact_amount(amount: Number, currency: str = "") -> str:
    """With the fraction that it has: “2.5 €”."""
    return _with_sign(without_empty_fraction(amount), currency)


def currency_sign(currency: str = "") -> str:
    return sign(currency or settings.CURRENCY)


def tier_signs(tier: int) -> str:
    """A cost tier as it is drawn: from “$”, the cheapest, to “$$$$”."""
    return "$" * tier


def _with_sign(amount: Number, currency: str) -> str:
    return f"{grouped_number(amount)}\u00a0{currency_sign(currency)}"
