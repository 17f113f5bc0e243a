"""Numbers of the policy as people type them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from presentation.durations import duration_in_words
from presentation.language import language
from presentation.money import tier_signs
from presentation.numbers import percentage, short_number
from recovery.reading import NotUnderstood, Understood, parse_duration, read_number, read_share

LARGEST = Decimal(10) ** 9


class NumberField(forms.DecimalField):
    """A number at or above zero, with the decimal sign of the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        typed = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        limits = {"min_value": 0, "max_value": LARGEST, "decimal_places": 4}
        super().__init__(localize=True, widget=typed, **{**limits, **kwargs})

    def to_python(self, value: Any) -> Any:
        typed = str(value).strip() if value is not None else ""
        try:
            return self.understand(typed, language()).value if typed else None
        except NotUnderstood as error:
            raise ValidationError(error.explained(language()), code="invalid") from None

    def understand(self, typed: str, spoken: str) -> Understood[Decimal]:
        """What the text says. Raises NotUnderstood."""
        return read_number(typed, spoken)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, float | int) and not isinstance(value, bool):
            return short_number(value)
        return value


class PercentField(NumberField):
    """A share, shown as “25 %” and typed in hundredths: “25”, “25 %” or “110”."""

    def understand(self, typed: str, spoken: str) -> Understood[Decimal]:
        return read_share(typed, spoken)

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        return None if number is None else number / 100

    def validate(self, value: Any) -> None:
        super().validate(_hundredths(value))  # type: ignore[arg-type]  # an empty one is what it checks for

    def run_validators(self, value: Any) -> None:
        super().run_validators(_hundredths(value))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, float | int) and not isinstance(value, bool):
            return percentage(value)
        return value


def _hundredths(share: Decimal | None) -> Decimal | None:
    return None if share is None else (share * 100).normalize()


class DurationsField(forms.Field):
    """Several durations, parted by commas or semicolons: “7 days, 24 hours, 1 hour”. At most thirty."""

    default_error_messages = {
        "too_many": _("So many are more than anybody can use. Keep at most thirty."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> list[int]:
        parts = [part.strip() for part in re.split(r"[;\n]|,(?!\d)", str(value or "")) if part.strip()]
        if len(parts) > 30:
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        return sorted({self._one(part) for part in parts}, reverse=True)

    def _one(self, typed: str) -> int:
        try:
            return parse_duration(typed)
        except NotUnderstood as error:
            raise ValidationError(error.explained(language()), "invalid") from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return ", ".join(duration_in_words(each) for each in value)
        return value


class TierField(forms.TypedChoiceField):
    """A cost tier, from the cheapest to the dearest."""

    def __init__(self, **kwargs: Any) -> None:
        signs = [(tier, f"{tier_signs(tier)} ({tier})") for tier in range(1, 5)]
        super().__init__(choices=[("", "–"), *signs], coerce=int, empty_value=None, **kwargs)
