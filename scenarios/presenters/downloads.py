"""Files to take away from a scenario's page. Which there are, the room that writes them registers."""

from __future__ import annotations

from collections.abc import Callable

from systems.presenters.downloads import Download

Source = Callable[[int, str], list[Download]]
"""Links to the files about the scenario of a number; what is tried out on the page comes as a query."""
_sources: list[Source] = []


def register(source: Source) -> None:
    _sources.append(source)


def scenario_downloads(pk: int, query: str) -> list[Download]:
    return [file for source in _sources for file in source(pk, query)]
