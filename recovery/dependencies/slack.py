"""How much later a system may be back before a dependent's RTO breaks, and how much sooner before one is kept again.

Both hold for whole chains of dependents and come from one walk over the network, so that most changes can be seen to
do nothing further up without looking there. An RTO is missed here by what others take: what a system needs, and those
that come up with it. What takes too long to prepare by itself is no fault of theirs.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from recovery.dependencies.network import Network
from recovery.dependencies.schedule import NOBODY, Schedule

Deadline = tuple[int, str, int]
"""An RTO in seconds, whose key and position."""
LONGEST = 3
"""So many of those that prepare longest are looked at one by one: of two the longer waits for the other, and when one
changes there has to be a third."""


@dataclass(frozen=True, slots=True)
class Slack:
    """By component, in seconds. `latest`: the latest that what a component needs may be back before the component or a
    dependent misses an RTO that it keeps now; `holder`: whose RTO that is. `sooner`: the least by which that has to be
    back sooner before an RTO is kept that is missed now. None where there is no such RTO. `deadlines`: the RTOs in each
    component, but for those that prepare longest; these are `longest`, by position."""

    keys: Sequence[str]
    latest: list[int | None]
    holder: list[int]
    sooner: list[int | None]
    deadlines: Sequence[Sequence[Deadline]]
    longest: Sequence[Sequence[int]]

    def breaks(self, component: int, start: int) -> bool:
        """Whether an RTO that is kept now is missed when a component has to wait until `start`."""
        limit = self.latest[component]
        return limit is not None and start > limit

    def mends(self, component: int, gain: int) -> bool:
        """Whether an RTO may be kept that is missed now, when what a component waits for is back so much sooner."""
        least = self.sooner[component]
        return least is not None and gain >= least

    def first_to_break(self, components: Sequence[int]) -> int:
        """Whose RTO is the first to be missed when all these wait longer and longer."""
        return min(
            (self.latest[component] or 0, self.keys[self.holder[component]], self.holder[component])
            for component in components
        )[2]

    def turning(self, component: int, low: int, high: int, *, but: int = NOBODY, most: int) -> Iterator[int]:
        """Who has an RTO from `low` to below `high`, the tightest first."""
        found = self.deadlines[component]
        at = bisect_left(found, (low, "", NOBODY))
        while at < len(found) and found[at][0] < high and most > 0:
            if found[at][2] != but:
                most -= 1
                yield found[at][2]
            at += 1


def waited(node: int, preparing: Mapping[int, int], start: int, finish: int) -> int:
    """When a member of a component is back by what others take, given what those prepare that prepare longest, when all
    that is needed from outside is up, and when the component is."""
    finishing = finish - max(start, *preparing.values())
    others = (seconds for other, seconds in preparing.items() if other != node)
    return max(start, *others, 0) + finishing


def measure_slack(network: Network, schedule: Schedule) -> Slack:
    """The slack of every component; what depends on a component is looked at before it."""
    count = len(network.components)
    longest = [
        nlargest(LONGEST, members, key=lambda node: schedule.parts[node].preparing) for members in network.components
    ]
    deadlines = [
        _deadlines([node for node in members if node not in apart], network, schedule)
        for members, apart in zip(network.components, longest, strict=True)
    ]
    found = Slack(network.keys, [None] * count, [NOBODY] * count, [None] * count, deadlines, longest)
    for component in reversed(range(count)):
        above = {
            network.component_of[other] for node in network.components[component] for other in network.needed_by[node]
        } - {component}
        _add_slack(component, above, network, schedule, found)
    return found


def _deadlines(members: Sequence[int], network: Network, schedule: Schedule) -> Sequence[Deadline]:
    """Without a recovery estimate nobody can say when a system is back: its RTO is neither kept nor missed."""
    estimate, rto, keys = schedule.estimate, schedule.rto, network.keys
    return sorted(
        (limit, keys[node], node) for node in members if (limit := rto[node]) is not None and estimate[node] is not None
    )


def _add_slack(component: int, above: set[int], network: Network, schedule: Schedule, found: Slack) -> None:
    finish, deadlines = schedule.earliest_finish[component], found.deadlines[component]
    kept = bisect_left(deadlines, (finish, "", NOBODY))
    held = [deadlines[kept]] if kept < len(deadlines) else []
    sooner = [finish - deadlines[kept - 1][0]] if kept else []
    for other in above:
        limit, less = found.latest[other], found.sooner[other]
        if limit is not None:
            held.append((limit, found.keys[found.holder[other]], found.holder[other]))
        if less is not None and schedule.earliest_start[other] == finish:
            sooner.append(less)
    # What is prepared later than all that is needed is up gains nothing from less waiting.
    room = schedule.earliest_start[component] - schedule.preparing[component]
    gains = [less for less in sooner if less <= room]
    for deadline, gain in _apart(component, network, schedule, found):
        if gain is None:
            held.append(deadline)
        elif gain:
            gains.append(gain)
    if held:
        best = min(held)
        found.latest[component], found.holder[component] = best[0] - schedule.finishing[component], best[2]
    found.sooner[component] = min(gains, default=None)


def _apart(component: int, network: Network, schedule: Schedule, found: Slack) -> Iterator[tuple[Deadline, int | None]]:
    """The RTOs of those that prepare longest: by how much less waiting each would be kept; None where it is kept now, 0
    where no less waiting helps."""
    longest = found.longest[component]
    start, finish = schedule.earliest_start[component], schedule.earliest_finish[component]
    preparing = {node: schedule.parts[node].preparing for node in longest}
    for deadline in _deadlines(longest, network, schedule):
        rto, _, node = deadline
        if waited(node, preparing, start, finish) <= rto:
            yield deadline, None
        else:
            late = start + schedule.finishing[component] - rto
            at_once = waited(node, preparing, 0, max(preparing.values()) + schedule.finishing[component])
            yield deadline, late if at_once <= rto else 0
