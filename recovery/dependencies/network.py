"""Systems as numbered nodes: who needs whom, who shares transactions, and the strongly connected components.

Every walk is iterative: chains of 100,000 systems are ordinary input.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recovery.facts import HARD, SHARES, Dependency


@dataclass(frozen=True, slots=True)
class Network:
    """Adjacency by position. `needs` and `needed_by` hold hard dependencies between different systems, each once;
    `components` are the strongly connected ones, systems that need each other (single ones included), what is needed
    first; `component_of` says by position which one a system is in."""

    keys: tuple[str, ...]
    at: dict[str, int]
    needs: list[list[int]]
    needed_by: list[list[int]]
    sharers: list[list[int]]
    loops: frozenset[int]
    components: list[list[int]]
    component_of: list[int]


def connect(keys: Sequence[str], dependencies: Iterable[Dependency]) -> Network:
    """The network of these systems. An edge naming any other is left out, a repeated one counts once."""
    at = {key: position for position, key in enumerate(keys)}
    needs: list[list[int]] = [[] for _ in keys]
    sharers: list[list[int]] = [[] for _ in keys]
    loops: set[int] = set()
    seen: set[tuple[int, int, int]] = set()
    for edge in dependencies:
        source, target = at.get(edge.system, -1), at.get(edge.needs, -1)
        if edge.kind == SHARES:
            _link(sharers, seen, source, target)
            _link(sharers, seen, target, source)
        elif edge.kind == HARD and source == target >= 0:
            loops.add(source)
        elif edge.kind == HARD:
            _link(needs, seen, source, target)
    search = _Search(needs)
    search.run()
    return Network(
        tuple(keys), at, needs, _reverse(needs), sharers, frozenset(loops), search.components, search.component_of
    )


def _link(lists: list[list[int]], seen: set[tuple[int, int, int]], source: int, target: int) -> None:
    edge = (id(lists), source, target)
    if source >= 0 <= target and source != target and edge not in seen:
        seen.add(edge)
        lists[source].append(target)


def _reverse(needs: list[list[int]]) -> list[list[int]]:
    needed_by: list[list[int]] = [[] for _ in needs]
    for source, targets in enumerate(needs):
        for target in targets:
            needed_by[target].append(source)
    return needed_by


class _Search:
    """Strongly connected components in the order in which they can be recovered (Tarjan 1972, without recursion)."""

    def __init__(self, needs: list[list[int]]) -> None:
        self.needs = needs
        self.order = [0] * len(needs)
        self.low = [0] * len(needs)
        self.component_of = [-1] * len(needs)
        self.components: list[list[int]] = []
        self.open: list[int] = []
        self.path: list[tuple[int, Iterator[int]]] = []
        self.count = 0

    def run(self) -> None:
        for root in range(len(self.needs)):
            if not self.order[root]:
                self._enter(root)
                while self.path:
                    self._advance()

    def _enter(self, node: int) -> None:
        self.count += 1
        self.order[node] = self.low[node] = self.count
        self.open.append(node)
        self.path.append((node, iter(self.needs[node])))

    def _advance(self) -> None:
        node, rest = self.path[-1]
        child = next(rest, None)
        if child is None:
            self._leave(node)
        elif not self.order[child]:
            self._enter(child)
        elif self.component_of[child] < 0:
            self.low[node] = min(self.low[node], self.order[child])

    def _leave(self, node: int) -> None:
        self.path.pop()
        if self.path:
            parent = self.path[-1][0]
            self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] == self.order[node]:
            self._close(node)

    def _close(self, node: int) -> None:
        members: list[int] = []
        while not members or members[-1] != node:
            members.append(self.open.pop())
            self.component_of[members[-1]] = len(self.components)
        self.components.append(members)
