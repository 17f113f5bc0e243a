"""Files of the audit trail to take away. Which there are, the room that writes them registers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict

Source = Callable[[], list[tuple[str, str]]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """`source` gives the label and the address of each file, anew for each page."""
    _sources.append(source)


def downloads(asked: QueryDict) -> list[tuple[str, str]]:
    """Label and address of each, with the filters of the page."""
    query = asked.urlencode()
    return [(label, f"{url}?{query}" if query else url) for source in _sources for label, url in source()]
