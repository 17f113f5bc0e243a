"""The two objectives in words: zero of a time is no interruption, zero of lost work is nothing."""

from __future__ import annotations

from django.utils.translation import gettext

from presentation.durations import duration_in_words
from presentation.states import state_in_words
from recovery.facts import Objective, State

STATES = frozenset(State)


def objective_of(value: int | str | None) -> Objective:
    """What a page or a record holds of an objective: seconds, perhaps as text, or the word for why there are none."""
    return State(value) if value in STATES else int(value or 0)


def recovery_time(rto: Objective, spoken: str = "") -> str:
    """An RTO: “4 hours”, “no interruption”, or why there is none."""
    return _value_in_words(rto, spoken) or gettext("no interruption")


def data_loss(rpo: Objective, spoken: str = "") -> str:
    """An RPO: “15 minutes”, “nothing”, or why there is none."""
    return _value_in_words(rpo, spoken) or gettext("nothing")


def objective_in_words(name: str, value: Objective, spoken: str = "") -> str:
    """The objective of that name, `rto` or `rpo`."""
    return recovery_time(value, spoken) if name == "rto" else data_loss(value, spoken)


def _value_in_words(value: Objective, spoken: str) -> str:
    """Empty for zero."""
    if isinstance(value, State):
        return state_in_words(value)
    return duration_in_words(value, spoken) if value else ""
