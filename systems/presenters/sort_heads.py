"""The heads of a table that can be sorted: each leads to the same list, sorted by it or the other way round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

Column = tuple[str, str, str]
"""The name by which a list is sorted, the label, and the class of the cell."""


@dataclass(frozen=True, slots=True)
class Head:
    label: str
    url: str
    order: str
    kind: str


def sort_heads(columns: Iterable[Column], params: QueryDict, current: str) -> list[Head]:
    """`params` are those of the list: all but the page stay. `current` is the sort in use, downwards with a `-`."""
    kept = params.copy()
    for name in ("page", "sort"):
        kept.pop(name, None)
    others = f"?{kept.urlencode()}&" if kept else "?"
    return [head(name, label, kind, others, current) for name, label, kind in columns]


def head(name: str, label: str, kind: str, others: str, current: str) -> Head:
    order = {name: "ascending", f"-{name}": "descending"}.get(current, "none")
    return Head(label, f"{others}sort={'-' if current == name else ''}{name}", order, kind)
