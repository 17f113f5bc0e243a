"""How numbers are said in pages: one filter per kind of thing, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from presentation import enumerations, objectives
from presentation.durations import duration_in_words, short_duration
from presentation.money import whole_amount
from presentation.numbers import DASH, grouped_number

register = template.Library()
ENDS = (".", "!", "?", "…", ":", ";", "。", "”", "»")
NOTHING = (None, "")


@register.filter
def duration(seconds: int | str | None) -> str:
    """Whole seconds in words: `14400` is “4 hours”. Nothing known, or a name that the page lacks, is a dash."""
    return DASH if seconds in NOTHING else duration_in_words(int(seconds or 0))


@register.filter
def duration_short(seconds: int | str | None) -> str:
    """Whole seconds in short: `14400` is “4 h”."""
    return DASH if seconds in NOTHING else short_duration(int(seconds or 0))


@register.filter
def recovery_time(value: int | str | None) -> str:
    """An RTO in words; zero is “no interruption”."""
    return DASH if value in NOTHING else objectives.recovery_time(objectives.objective_of(value))


@register.filter
def data_loss(value: int | str | None) -> str:
    """An RPO in words; zero is “nothing”."""
    return DASH if value in NOTHING else objectives.data_loss(objectives.objective_of(value))


@register.filter
def grouped(number: Any) -> Any:
    """A count with its thousands grouped, so that a page writes all its numbers in one way; a word as it is."""
    return grouped_number(number) if isinstance(number, int | float) else number


@register.filter
def ended(text: str) -> str:
    """A text that somebody typed, with a full stop where it has no end of its own and something follows it."""
    text = text.rstrip()
    return text if not text or text.endswith(ENDS) else f"{text}."


@register.filter
def one_of(names: Sequence[object]) -> str:
    """Several names, of which any one is enough: “Ann, Bo or Cy”."""
    return enumerations.one_of(names)


@register.filter
def money(amount: Any) -> str:
    """An amount in whole units of the portal's currency, grouped as the reader's language does."""
    return DASH if amount in NOTHING else whole_amount(amount)


@register.simple_tag
def once() -> SafeString:
    """A token of its own in each form that creates something: however often it is sent, it creates once."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid4())
