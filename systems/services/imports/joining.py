"""Rows that describe one system together, as lists with one need a line do."""

from __future__ import annotations

from collections.abc import Sequence

from systems.services.imports.columns import normalised_heading, relation
from systems.services.imports.meanings import IGNORE, NEED_KIND, NEEDS, short_label
from systems.services.imports.rows import Wish, unique
from systems.services.imports.tables.table import Table

EDGES = frozenset({"key", "name", NEED_KIND, *NEEDS})


def is_edge_list(table: Table, mapping: Sequence[str]) -> bool:
    """Whether the list has one need a row and says nothing else, so that it names systems on both sides."""
    if not set(mapping) & NEEDS.keys() or not set(mapping) - {IGNORE} <= EDGES:
        return False
    if relation([normalised_heading(heading) for heading in table.headings]):
        return True
    at = [place for place, meaning in enumerate(mapping) if meaning in ("key", "name")]
    named = [tuple(line.cells[place].lower() for place in at) for line in table.lines]
    return len(set(named)) < len(named)


class Contradicting(Exception):
    """Two rows of one system say different things; `meaning` is what about."""

    def __init__(self, meaning: str) -> None:
        super().__init__(meaning)
        self.label = short_label(meaning)


def join(first: Wish, more: Wish) -> None:
    """What a further row says of the system is said by its first row, too. Raises Contradicting, and changes nothing.

    What they need is not joined here: each row says for itself what of it cannot be understood.
    """
    if first.name.lower() != more.name.lower():
        raise Contradicting("name")
    for meaning, value in more.values.items():
        if first.values.get(meaning, value) != value:
            raise Contradicting(meaning)
    for meaning, named in more.people.items():
        if as_set(first.people.get(meaning, named)) != as_set(named):
            raise Contradicting(meaning)
    first.values = {**more.values, **first.values}
    first.people = {**more.people, **first.people}
    first.tags = unique([*first.tags, *more.tags])
    first.empty &= more.empty


def as_set(texts: list[str]) -> set[str]:
    return {text.lower() for text in texts}
