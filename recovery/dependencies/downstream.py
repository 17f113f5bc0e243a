"""Downstream effects: what becomes of all dependents, however far up, when a system is back later or sooner."""

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from recovery.dependencies.portfolio import PortfolioGraph

LOOKED_AT = 1000
"""So many dependents are looked at for one offer, beside the direct ones. That an RTO breaks further up is known all
the same, and whose."""
NAMED = 10


def now_missed(graph: PortfolioGraph, node: int, finish: int) -> set[int]:
    """Who can no longer keep its RTO when a system's component is back only at `finish`, in seconds. The system
    itself is left out; when many are concerned not all are named, but at least one is when any is."""
    schedule, slack = graph.schedule, graph.slack
    origin = graph.network.component_of[node]
    found = set(slack.turning(origin, schedule.earliest_finish[origin], finish, but=node, most=NAMED))
    walk, later = _Walk(graph), {origin: finish}
    broken = [above for above in walk.above(origin) if slack.breaks(above, finish)]
    if broken:
        found.add(slack.first_to_break(broken))
    component: int | None = origin
    while component is not None:
        for above in broken:
            later[above] = max(later[component], later.get(above, 0))
            walk.visit(above)
        component = walk.next()
        if component is not None:
            before = schedule.earliest_finish[component]
            later[component] = schedule.finish(component, later[component])
            found.update(slack.turning(component, before, later[component], most=NAMED))
            broken = [above for above in walk.above(component) if slack.breaks(above, later[component])]
    return found


def now_kept(graph: PortfolioGraph, node: int, finish: int) -> set[int]:
    """Who keeps its RTO, and did not, when a system's component is back at `finish` already. The system itself is left
    out; when many are concerned not all are named."""
    schedule, slack = graph.schedule, graph.slack
    origin = graph.network.component_of[node]
    found = set(slack.turning(origin, finish, schedule.earliest_finish[origin], but=node, most=NAMED))
    walk, sooner = _Walk(graph), {origin: finish}
    component: int | None = origin
    while component is not None:
        before = schedule.earliest_finish[component]
        for above in walk.above(component):
            if schedule.earliest_start[above] == before and slack.mends(above, before - sooner[component]):
                walk.visit(above)
        component = walk.next()
        if component is not None:
            before = schedule.earliest_finish[component]
            sooner[component] = schedule.finish(component, walk.earliest_start(component, sooner))
            found.update(slack.turning(component, sooner[component], before, most=NAMED))
    return found


class _Walk:
    """Upward through the components, each after all that it needs, in an order that is not that of the input.

    It ends when enough dependents were looked at.
    """

    def __init__(self, graph: PortfolioGraph) -> None:
        self.network, self.schedule, self.cycles = graph.network, graph.schedule, graph.cycles
        self.ahead: list[tuple[int, str, int]] = []
        self.seen: set[int] = set()
        self.left: int | None = None

    def visit(self, component: int) -> None:
        if component not in self.seen:
            self.seen.add(component)
            cycle = self.cycles.get(component)
            key = cycle.keys[0] if cycle else self.network.keys[self.network.components[component][0]]
            heappush(self.ahead, (self.schedule.wave[component], key, component))

    def next(self) -> int | None:
        return heappop(self.ahead)[2] if self.ahead and self._may(1) else None

    def above(self, component: int) -> Iterator[int]:
        """The components that need this one. Those of the first are looked at however many they are."""
        if self.left is None:
            self.left = LOOKED_AT
        elif not self._may(sum(len(self.network.needed_by[node]) for node in self.network.components[component])):
            return
        for node in self.network.components[component]:
            for other in self.network.needed_by[node]:
                if self.network.component_of[other] != component:
                    yield self.network.component_of[other]

    def earliest_start(self, component: int, sooner: Mapping[int, int]) -> int:
        """When all that a component needs is up, with some of it back sooner."""
        members, component_of = self.network.components[component], self.network.component_of
        if not self._may(sum(len(self.network.needs[node]) for node in members)):
            return self.schedule.earliest_start[component]
        below = {component_of[other] for node in members for other in self.network.needs[node]} - {component}
        return max(sooner.get(each, self.schedule.earliest_finish[each]) for each in below)

    def _may(self, steps: int) -> bool:
        self.left = (self.left or 0) - steps
        return self.left >= 0
