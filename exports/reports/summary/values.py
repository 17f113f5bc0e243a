"""What several parts of a summary are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective: `state` is "value" exactly when there are seconds; else "unset", "unknown", "not applicable"."""

    state: str
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Loss:
    """Seconds of work lost at worst; where everything is lost there is no number, and `everything_…` says so."""

    disaster_seconds: int | None
    corruption_seconds: int | None
    everything_in_disaster: bool = False
    everything_in_corruption: bool = False
