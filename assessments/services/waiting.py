"""What else waits for a person: the rooms above register where to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """`what` waits, `why`, and the `label` of the button that leads to `url`."""

    what: str
    why: str
    label: str
    url: str


Source = Callable[[User], list[Waiting]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Ask this source, too."""
    if source not in _sources:
        _sources.append(source)


def waiting_for(person: User) -> list[Waiting]:
    return [row for source in _sources for row in source(person)]
