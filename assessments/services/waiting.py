"""What else waits for a person: the rooms above register where to look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User

Source = Callable[[User], list[dict[str, Any]]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """`source` gives rows with `what`, `why`, `label` and `url`."""
    if source not in _sources:
        _sources.append(source)


def waiting_for(person: User) -> list[dict[str, Any]]:
    return [row for source in _sources for row in source(person)]
