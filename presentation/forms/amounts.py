"""Amounts of money and sizes of data typed as people say them: “10k”, “1.5 million”, “500 GB”."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings

from presentation.forms.saying_back import SaidField
from presentation.language import language
from presentation.numbers import short_number
from recovery.reading import Understood, read_amount, read_size


class QuantityField(SaidField):
    """A number at or above zero; how many digits it may have is the model's to check."""

    def __init__(self, *, max_digits: int | None = None, decimal_places: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it can be typed again; what was typed stays as it was typed."""
        return short_number(value) if isinstance(value, Decimal | int | float) else value


class AmountField(QuantityField):
    """In the portal's currency; an amount in another is refused."""

    kind = "amount"

    def understood(self, typed: str) -> Understood[Decimal]:
        return read_amount(typed, settings.CURRENCY, language())


class SizeField(QuantityField):
    """In GiB, which it is without a unit."""

    kind = "size"

    def understood(self, typed: str) -> Understood[Decimal]:
        return read_size(typed, language())
