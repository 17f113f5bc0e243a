"""Downstream effects: what becomes of all dependents, however far up, when a system is back later or sooner."""

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from recovery.dependencies.portfolio import PortfolioGraph
from recovery.dependencies.slack import waited

LOOKED_AT = 1000
"""So many dependents are looked at for one offer, beside the direct ones. That an RTO breaks further up is known all
the same, and whose."""
NAMED = 10


def now_missed(graph: PortfolioGraph, node: int, finish: int, preparing: int | None = None) -> set[int]:
    """Who can no longer keep its RTO when a system's component is back only at `finish`, in seconds, as the system
    prepares so long (None: as before). The system itself is left out; when many are concerned not all are named, but at
    least one is when any is."""
    schedule, slack = graph.schedule, graph.slack
    origin = graph.network.component_of[node]
    found = set(slack.turning(origin, schedule.earliest_finish[origin], finish, but=node, most=NAMED))
    found.update(each for each, before, after in partners(graph, node, finish, preparing) if before < after)
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
            before, start = schedule.earliest_finish[component], later[component]
            later[component] = schedule.finish(component, start)
            found.update(slack.turning(component, before, later[component], most=NAMED))
            found.update(each for each, was, now in _members(graph, component, start) if was < now)
            broken = [above for above in walk.above(component) if slack.breaks(above, later[component])]
    return found


def now_kept(graph: PortfolioGraph, node: int, finish: int, preparing: int | None = None) -> set[int]:
    """Who keeps its RTO, and did not, when a system's component is back at `finish` already, as the system prepares so
    long (None: as before). The system itself is left out; when many are concerned not all are named."""
    schedule, slack = graph.schedule, graph.slack
    origin = graph.network.component_of[node]
    found = set(slack.turning(origin, finish, schedule.earliest_finish[origin], but=node, most=NAMED))
    found.update(each for each, before, after in partners(graph, node, finish, preparing) if after < before)
    walk, sooner = _Walk(graph), {origin: finish}
    component: int | None = origin
    while component is not None:
        before = schedule.earliest_finish[component]
        for above in walk.above(component):
            if schedule.earliest_start[above] == before and slack.mends(above, before - sooner[component]):
                walk.visit(above)
        component = walk.next()
        if component is not None:
            before, start = schedule.earliest_finish[component], walk.earliest_start(component, sooner)
            sooner[component] = schedule.finish(component, start)
            found.update(slack.turning(component, sooner[component], before, most=NAMED))
            found.update(each for each, was, now in _members(graph, component, start) if now < was)
    return found


Turn = tuple[int, bool, bool]
"""Who, and whether its RTO is missed before and after."""


def partners(graph: PortfolioGraph, node: int, finish: int, preparing: int | None) -> Iterator[Turn]:
    """Those that prepare longest in a system's own component, once the system prepares another time."""
    schedule, origin = graph.schedule, graph.network.component_of[node]
    start, before = schedule.earliest_start[origin], schedule.earliest_finish[origin]
    parts, longest = schedule.parts, graph.slack.longest[origin]
    was = {each: parts[each].preparing for each in (*longest, node)}
    now = was if preparing is None else was | {node: preparing}
    for each in longest:
        rto = schedule.rto[each]
        if each != node and rto is not None and schedule.estimate[each] is not None:
            yield each, waited(each, was, start, before) > rto, waited(each, now, start, finish) > rto


def _members(graph: PortfolioGraph, component: int, start: int) -> Iterator[Turn]:
    """Those that prepare longest in a component, once all that it needs is up at another time."""
    schedule, longest = graph.schedule, graph.slack.longest[component]
    preparing = {each: schedule.parts[each].preparing for each in longest}
    for each in longest:
        rto = schedule.rto[each]
        if rto is not None and schedule.estimate[each] is not None:
            before = waited(each, preparing, schedule.earliest_start[component], schedule.earliest_finish[component])
            yield each, before > rto, waited(each, preparing, start, schedule.finish(component, start)) > rto


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
