"""Files to take away from the catalogue's pages. Which there are, the room that writes them registers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """A link: what the file is called, and where it is. `later`: it is made in the background when a button says so.

    `page`: the link leads to a page that offers the file, and its label says by itself what it is.
    """

    label: str
    url: str
    later: bool = False
    page: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Links to the files about the system of a key, and to those of a list of so many. Asked anew for each page."""

    of_system: Callable[[str], list[Download]]
    of_list: Callable[[int], list[Download]]


_sources: list[Source] = []


def register(source: Source) -> None:
    _sources.append(source)


def system_downloads(key: str) -> list[Download]:
    return [file for source in _sources for file in source.of_system(key)]


def list_downloads(rows: int) -> list[Download]:
    return [file for source in _sources for file in source.of_list(rows)]
