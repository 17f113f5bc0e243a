"""Files to take away from a campaign's page. Which there are, the room that writes them registers."""

from __future__ import annotations

from collections.abc import Callable

from systems.presenters.downloads import Download

Source = Callable[[int], list[Download]]
"""Links to the files about the campaign of a number."""
_sources: list[Source] = []


def register(source: Source) -> None:
    _sources.append(source)


def campaign_files(pk: int) -> list[Download]:
    return [file for source in _sources for file in source(pk)]
