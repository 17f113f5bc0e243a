"""How numbers are said in pages: one filter per kind of thing, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext

from presentation.language import language
from recovery import durations
from recovery.currency import sign
from recovery.facts import State

register = template.Library()
NOTHING = (None, "")


@register.filter
def duration(seconds: int | str | None) -> str:
    """Whole seconds in words: `14400` is “4 hours”. Nothing known, or a name that the page lacks, is a dash."""
    return "–" if seconds in NOTHING else durations.words(int(seconds or 0), language())


@register.filter
def duration_short(seconds: int | str | None) -> str:
    """Whole seconds in short: `14400` is “4 h”."""
    return "–" if seconds in NOTHING else durations.short(int(seconds or 0), language())


@register.filter
def recovery_time(value: int | str | None) -> str:
    """An RTO in words; zero is “no interruption”."""
    return gettext("no interruption") if value == 0 and not isinstance(value, str) else objective_words(value)


@register.filter
def data_loss(value: int | str | None) -> str:
    """An RPO in words; zero is “nothing”."""
    return gettext("nothing") if value == 0 and not isinstance(value, str) else objective_words(value)


def objective_words(value: int | str | None) -> str:
    if isinstance(value, str) and value in {State.UNSET, State.UNKNOWN, State.NOT_APPLICABLE}:
        return {
            State.UNSET: gettext("not answered"),
            State.UNKNOWN: gettext("not known"),
            State.NOT_APPLICABLE: gettext("does not apply"),
        }[State(value)]
    return duration(value)


@register.filter
def money(amount: Any) -> str:
    """An amount in whole units of the portal's currency, grouped as the reader's language does."""
    if amount is None or amount == "":
        return "–"
    return f"{number_format(round(amount), use_l10n=True, force_grouping=True)}\u00a0{sign(settings.CURRENCY)}"
