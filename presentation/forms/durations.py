"""Durations typed as people say them: “4 hours”, “90 min”, “2 days”."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from presentation.durations import duration_in_words
from presentation.language import language
from recovery import durations


class DurationField(forms.Field):
    """Whole seconds from words. Empty is None; a bare number other than 0 is refused, because its unit is unknown."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write a number and its unit, like “4 hours”, “90 min” or “2 days”."),
    }

    def to_python(self, value: Any) -> int | None:
        typed = str(value).strip() if value is not None else ""
        if not typed:
            return None
        try:
            return durations.parse(typed, language())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Seconds in words; what was typed stays as it was typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            return duration_in_words(value)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the seconds differ, however they are written."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "maxlength": 60}
