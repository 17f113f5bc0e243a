"""Durations typed as people say them: “4 hours”, “90 min”, “two weeks”."""

from __future__ import annotations

from typing import Any

from presentation.durations import duration_in_words
from presentation.forms.saying_back import SaidField
from recovery.reading import Understood, read_duration


class DurationField(SaidField):
    """Whole seconds from words. Empty is None; a bare number other than 0 is refused, because its unit is unknown.

    Of “4-8 hours” the shorter counts, or the longer where that is the stricter one: for how long something takes.
    """

    def __init__(self, *, longer_is_stricter: bool = False, **kwargs: Any) -> None:
        self.longer_is_stricter = longer_is_stricter
        self.kind = "longest" if longer_is_stricter else "duration"
        super().__init__(**kwargs)

    def understood(self, typed: str) -> Understood[int]:
        return read_duration(typed, longer_is_stricter=self.longer_is_stricter)

    def prepare_value(self, value: Any) -> Any:
        """Seconds in words; what was typed stays as it was typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            return duration_in_words(value)
        return value
