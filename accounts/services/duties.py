"""What somebody is responsible for, and handing it over: the rooms above say what, and do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Duty:
    """What waits for a person or rests on them, in a sentence; where it counts systems, `systems` are their names."""

    sentence: str
    systems: tuple[str, ...] = ()


Said = Callable[[User], list[Duty]]
Hand = Callable[[User, User, User], None]


@dataclass(frozen=True, slots=True)
class Source:
    """`said` tells what a person is responsible for; `hand_over` gives it to another: who had it, who gets
    it, by whom. It is called in the transaction of the whole."""

    said: Said
    hand_over: Hand | None = None


_sources: list[Source] = []


def register(source: Source) -> None:
    _sources.append(source)


def duties_of(person: User) -> list[Duty]:
    """What waits for this person, or rests on them."""
    return [duty for source in _sources for duty in source.said(person)]


def hand_over(*, person: User, to: User, by: User) -> None:
    """All that can be handed over, as one; the caller holds the transaction."""
    for source in _sources:
        if source.hand_over:
            source.hand_over(person, to, by)
