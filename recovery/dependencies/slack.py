"""How much later a system may be back before a dependent's RTO breaks, and how much sooner before one is kept again.

Both hold for whole chains of dependents and come from one walk over the network, so that most changes can be seen to
do nothing further up without looking there.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recovery.dependencies.network import Network
from recovery.dependencies.schedule import NOBODY, Schedule

Deadline = tuple[int, str, int]
"""An RTO in seconds, whose key and position."""


@dataclass(frozen=True, slots=True)
class Slack:
    """By component, in seconds. `latest`: the latest that what a component needs may be back before the component or a
    dependent misses an RTO that it keeps now; `holder`: whose RTO that is. `sooner`: the least by which that has to be
    back sooner before an RTO is kept that is missed now. None where there is no such RTO, or where the component's own
    preparing misses it. `deadlines`: the RTOs in each component."""

    keys: Sequence[str]
    latest: list[int | None]
    holder: list[int]
    sooner: list[int | None]
    deadlines: Sequence[Sequence[Deadline]]

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


def measure_slack(network: Network, schedule: Schedule) -> Slack:
    """The slack of every component; what depends on a component is looked at before it."""
    count = len(network.components)
    deadlines = [_deadlines(members, network, schedule) for members in network.components]
    found = Slack(network.keys, [None] * count, [NOBODY] * count, [None] * count, deadlines)
    for component in reversed(range(count)):
        above = {
            network.component_of[other] for node in network.components[component] for other in network.needed_by[node]
        } - {component}
        _add_slack(component, above, schedule, found)
    return found


def _deadlines(members: Sequence[int], network: Network, schedule: Schedule) -> Sequence[Deadline]:
    """Without a recovery estimate nobody can say when a system is back: its RTO is neither kept nor missed."""
    estimate, rto, keys = schedule.estimate, schedule.rto, network.keys
    return sorted(
        (limit, keys[node], node) for node in members if (limit := rto[node]) is not None and estimate[node] is not None
    )


def _add_slack(component: int, above: set[int], schedule: Schedule, found: Slack) -> None:
    finish, deadlines = schedule.earliest_finish[component], found.deadlines[component]
    kept = bisect_left(deadlines, (finish, "", NOBODY))
    best = deadlines[kept] if kept < len(deadlines) else None
    sooner = finish - deadlines[kept - 1][0] if kept else None
    for other in above:
        limit, less = found.latest[other], found.sooner[other]
        if limit is not None and (best is None or limit <= best[0]):
            held = (limit, found.keys[found.holder[other]], found.holder[other])
            best = held if best is None else min(best, held)
        if less is not None and schedule.earliest_start[other] == finish:
            sooner = less if sooner is None else min(sooner, less)
    if best is not None:
        found.latest[component], found.holder[component] = best[0] - schedule.finishing[component], best[2]
    # What is prepared later than all that is needed is up gains nothing from less waiting.
    room = schedule.earliest_start[component] - schedule.preparing[component]
    found.sooner[component] = sooner if sooner is not None and sooner <= room else None
