"""Files of the audit trail to take away. Which there are, the room that writes them registers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class File:
    """What it is called, and where it is. `later`: it is made in the background when a button says so."""

    label: str
    url: str
    later: bool = False


Source = Callable[[int], list[File]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """`source` gives each file of a list of so many entries, anew for each page."""
    _sources.append(source)


def downloads(asked: QueryDict, entries: int) -> list[File]:
    """The files of the so many entries that the page lists, with its filters."""
    query = asked.urlencode()
    files = [file for source in _sources for file in source(entries)]
    return [replace(file, url=f"{file.url}?{query}") for file in files] if query else files
