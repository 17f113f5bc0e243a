"""When each system can be back, when it has to be, and which chain decides (method, section 5).

What a system prepares goes on while others come up; for its finishing everything that it needs must be up. A
component, systems that need each other, comes up together: it is ready when its slowest member and everything outside
that any member needs are, and finishes with the slowest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from recovery.dependencies.network import Network
from recovery.planning.clock import Parts

CHAIN_SHOWN = 12
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Chain:
    """The systems that decide a time, from the system itself outward. A chain longer than twelve keeps its first
    eleven and the last; `length` counts all."""

    keys: tuple[str, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Trail:
    """By component: the position of the next system on the chain, how many follow, and the last one."""

    step: list[int]
    depth: list[int]
    end: list[int]

    @classmethod
    def blank(cls, count: int) -> "Trail":
        return cls([NOBODY] * count, [0] * count, [NOBODY] * count)

    def lead(self, component: int, to: int, to_component: int, *, last: bool) -> None:
        self.step[component] = to
        self.depth[component] = 1 if last else 1 + self.depth[to_component]
        self.end[component] = to if last else self.end[to_component]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times by component, in seconds: `earliest_start` when the last thing needed from outside is up,
    `earliest_finish` when the component is, `limit` the latest that dependents outside allow (None: any time).
    `preparing` and `finishing` are those of its slowest members; `waiting` marks what needs anything from outside,
    `partial` times that count an unknown recovery estimate as 0; `last_up` is the position of the last thing needed
    from outside to be up, `waits` leads there only where a component waits for it and not for its own preparing;
    `estimate`, `rto` and `parts` hold by position."""

    estimate: Sequence[int | None]
    rto: Sequence[int | None]
    parts: Sequence[Parts]
    earliest_start: list[int]
    earliest_finish: list[int]
    preparing: list[int]
    finishing: list[int]
    waiting: list[bool]
    partial: list[bool]
    wave: list[int]
    limit: list[int | None]
    last_up: list[int]
    waits: Trail
    holds: Trail
    tightest: list[int] = field(default_factory=list)

    def finish(self, component: int, start: int) -> int:
        """When a component is up, were all that it needs from outside up at another time."""
        return max(self.preparing[component], start) + self.finishing[component]


def plan_schedule(
    network: Network, rto: Sequence[int | None], estimate: Sequence[int | None], parts: Sequence[Parts]
) -> Schedule:
    """Earliest recovery = the later of preparing and the latest earliest recovery of what is needed, + finishing;
    required RTO = the tightest of `RTO − finishing` over all that need it, directly or not; waves = the order of the
    strongly connected components.

    RTO and recovery estimate are given by position, None where unknown, and the estimate's parts, 0 where unknown."""
    count = len(network.components)
    tightest = [_tightest(members, rto, network) for members in network.components]
    schedule = Schedule(
        estimate, rto, parts, [0] * count, [0] * count, [0] * count, [0] * count, [False] * count, [False] * count,
        [1] * count, [None] * count, [NOBODY] * count, Trail.blank(count), Trail.blank(count), tightest,
    )  # fmt: skip
    for component in range(count):
        _come_up(component, network, schedule)
    for component in reversed(range(count)):
        _be_held(component, network, schedule)
    return schedule


def _tightest(members: list[int], rto: Sequence[int | None], network: Network) -> int:
    known = [(limit, network.keys[node], node) for node in members if (limit := rto[node]) is not None]
    return min(known)[2] if known else NOBODY


def _come_up(component: int, network: Network, schedule: Schedule) -> None:
    members, component_of, keys = network.components[component], network.component_of, network.keys
    start, via, wave = 0, NOBODY, 0
    partial = any(schedule.estimate[node] is None for node in members)
    for node in members:
        for other in network.needs[node]:
            below = component_of[other]
            if below == component:
                continue
            finish = schedule.earliest_finish[below]
            if via < 0 or finish > start or (finish == start and keys[other] < keys[via]):
                start, via = finish, other
            wave = max(wave, schedule.wave[below])
            partial = partial or schedule.partial[below]
    schedule.earliest_start[component], schedule.wave[component] = start, wave + 1
    schedule.partial[component] = partial
    preparing = max(schedule.parts[node].preparing for node in members)
    schedule.preparing[component] = preparing
    schedule.finishing[component] = max(schedule.parts[node].finishing for node in members)
    schedule.earliest_finish[component] = schedule.finish(component, start)
    schedule.waiting[component], schedule.last_up[component] = via >= 0, via
    if via >= 0 and start >= preparing:
        schedule.waits.lead(component, via, component_of[via], last=schedule.waits.step[component_of[via]] < 0)


def _be_held(component: int, network: Network, schedule: Schedule) -> None:
    """Dependents outside come later in the order, so their own limits are known by now."""
    best: tuple[int, str, int, int, bool] | None = None
    for node in network.components[component]:
        for other in network.needed_by[node]:
            above = network.component_of[other]
            demand = None if above == component else _demand(above, network, schedule)
            if demand is not None:
                limit, own_limit = demand
                holder = schedule.tightest[above] if own_limit else other
                found = (limit, network.keys[holder], holder, above, own_limit)
                best = found if best is None else min(best, found)
    if best is not None:
        schedule.limit[component] = best[0]
        schedule.holds.lead(component, best[2], best[3], last=best[4])


def _demand(above: int, network: Network, schedule: Schedule) -> tuple[int, bool] | None:
    """By when a component needs what it needs, and whether by an RTO of its own rather than one further up."""
    node, limit = schedule.tightest[above], schedule.limit[above]
    takes = schedule.finishing[above]
    rto = schedule.rto[node] if node >= 0 else None
    if rto is not None and (limit is None or rto <= limit):
        return rto - takes, True
    return None if limit is None else (limit - takes, False)


def required_rto(node: int, network: Network, schedule: Schedule) -> int | None:
    """The latest this system may be back so that all that need it keep their RTO; never below 0."""
    limits = [schedule.limit[network.component_of[node]], _partner_limit(node, network, schedule)[0]]
    known = [limit for limit in limits if limit is not None]
    return max(0, min(known)) if known else None


def required_chain(node: int, network: Network, schedule: Schedule) -> Chain:
    """The chain of dependents up to the one whose RTO decides the required RTO of a system."""
    component = network.component_of[node]
    outside, (inside, partner) = schedule.limit[component], _partner_limit(node, network, schedule)
    if inside is not None and (outside is None or inside < outside):
        return Chain((network.keys[node], network.keys[partner]), 2)
    return _follow(node, network, schedule.holds)


def earliest_chain(node: int, network: Network, schedule: Schedule) -> Chain:
    """The chain of needs that the earliest recovery of a system waits for. It ends where preparing takes longer."""
    return _follow(node, network, schedule.waits)


def needs_chain(node: int, network: Network, schedule: Schedule) -> Chain:
    """The chain of needs that is the last to be up of all that a system needs, however long the system itself
    prepares. Further on it ends where preparing takes longer."""
    last = schedule.last_up[network.component_of[node]]
    return _follow(last, network, schedule.waits) if last >= 0 else Chain((), 0)


def _partner_limit(node: int, network: Network, schedule: Schedule) -> tuple[int | None, int]:
    """In a component all come up together, so each member has to be back by the tightest RTO among the others."""
    members = network.components[network.component_of[node]]
    if len(members) == 1:
        return None, NOBODY
    first = schedule.tightest[network.component_of[node]]
    if first != node:
        return (schedule.rto[first], first) if first >= 0 else (None, NOBODY)
    second = _tightest([other for other in members if other != node], schedule.rto, network)
    return (schedule.rto[second], second) if second >= 0 else (None, NOBODY)


def _follow(node: int, network: Network, trail: Trail) -> Chain:
    component = network.component_of[node]
    length = trail.depth[component] + 1
    keys, last = [network.keys[node]], trail.end[component]
    while len(keys) < min(length, CHAIN_SHOWN - (length > CHAIN_SHOWN)):
        keys.append(network.keys[trail.step[component]])
        component = network.component_of[trail.step[component]]
    if length > CHAIN_SHOWN:
        keys.append(network.keys[last])
    return Chain(tuple(keys), length)
