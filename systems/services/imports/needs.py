"""What a row says that its system needs: which systems, in which kind, and what it no longer needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from systems.models import Dependency
from systems.services.imports.cells import one_line, says_nothing
from systems.services.imports.choices import Choices
from systems.services.imports.meanings import NEEDS
from systems.services.imports.stock import SHARED, Stock

WIDEST = 4
"""A name that holds commas has no more parts than this."""
HARD, SOFT = Dependency.Kind.HARD, Dependency.Kind.SOFT
EITHER = {HARD: SOFT, SOFT: HARD}
Edge = tuple[str, str]
"""The key of what is needed, and the kind."""


@dataclass(slots=True)
class Called:
    """Systems by what files call them: those of the catalogue, and those that the file adds."""

    stock: Stock
    added: dict[str, str] = field(default_factory=dict)  # by key and by name in small letters

    def key_of(self, typed: str) -> str | None:
        name = typed.lower()
        if name in self.stock.by_key:
            return name
        if name in self.added:
            return self.added[name]
        named = self.stock.by_name.get(name, ())
        return self.stock.systems[named[0]].key if len(named) == 1 else None

    def several(self, typed: str) -> bool:
        return len(self.stock.by_name.get(typed.lower(), ())) > 1

    def parted(self, typed: str) -> list[str]:
        """The text itself where it is a system's, else what stands between its commas, joined where that is one's."""
        if self.key_of(typed) or "," not in typed:
            return [typed]
        return list(self._between_commas(typed.split(",")))

    def _between_commas(self, parts: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(parts):
            widths = range(min(WIDEST, len(parts) - at), 1, -1)
            width = next((n for n in widths if self.key_of(one_line(",".join(parts[at : at + n])))), 1)
            found = one_line(",".join(parts[at : at + width]))
            if not says_nothing(found):
                yield found
            at += width


@dataclass(slots=True)
class Wanted:
    """What the rows of one system name, with the kinds that they say; an empty kind where they say none."""

    kinds: dict[str, set[str]] = field(default_factory=dict)

    def add(self, key: str, kind: str) -> None:
        self.kinds.setdefault(key, set()).add(kind)


def covered_kinds(mapping: Sequence[str]) -> set[str]:
    """The kinds of which the file names all: a column that says no kind stands for both."""
    found = {NEEDS[meaning] for meaning in mapping if meaning in NEEDS}
    return found - {""} | ({str(HARD), str(SOFT)} if "" in found else set())


def new_edges(key: str, wanted: Wanted, stock: Stock, choices: Choices) -> tuple[list[Edge], list[str]]:
    """What it needs from now on, and the keys of those whose kind nobody says."""
    edges, unsaid = [], []
    for needed, kinds in wanted.kinds.items():
        present, asked = stock.kinds_between(key, needed), kinds - {""}
        if asked:
            edges += [(needed, kind) for kind in sorted(asked - present)]
        elif not present:
            edges.append((needed, choices.need_kind))
            unsaid.append(needed)
    return edges, unsaid


def moved_edges(key: str, wanted: Wanted, stock: Stock) -> list[Edge]:
    """What it needs in another kind than the file says: of hard and soft it can only be one."""
    moved = []
    for needed, kinds in wanted.kinds.items():
        for kind in stock.kinds_between(key, needed) - kinds:
            if EITHER.get(Dependency.Kind(kind)) in kinds:
                moved.append((needed, kind))
    return moved


def dropped_edges(key: str, wanted: Wanted, stock: Stock, kinds: set[str]) -> list[Edge]:
    """What it needs in one of the kinds and the file does not name."""
    present = stock.needs.get(key, {})
    return [
        (needed, kind)
        for needed, found in sorted(present.items())
        for kind in sorted(found & kinds)
        if not wanted.kinds.get(needed, set()) & {kind, ""}
    ]


def once_each(edges: Mapping[str, list[Edge]]) -> dict[str, list[Edge]]:
    """Two that must agree say it once, on either side."""
    pairs: set[frozenset[str]] = set()
    kept: dict[str, list[Edge]] = {}
    for key, found in edges.items():
        kept[key] = []
        for needed, kind in found:
            pair = frozenset((key, needed))
            if kind == SHARED and pair in pairs:
                continue
            if kind == SHARED:
                pairs.add(pair)
            kept[key].append((needed, kind))
    return kept
