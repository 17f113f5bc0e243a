"""The portfolio graph: all systems together, and what one system's neighbours say about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recovery.case import Case, DependencyContext, make_case
from recovery.dependencies.network import Network, connect
from recovery.dependencies.peers import Group, Peers, group_by_owner
from recovery.dependencies.ranks import Needs, rank_needs
from recovery.dependencies.schedule import Schedule, needs_chain, plan_schedule
from recovery.dependencies.shared_failure import failing_with
from recovery.dependencies.slack import Slack, measure_slack
from recovery.facts import Dependency, System
from recovery.planning.clock import NOTHING, Parts
from recovery.planning.plan import choose, own_time
from recovery.policy import Policy

NAMED = 5


@dataclass(frozen=True, slots=True)
class Cycle:
    """A group of systems that need each other: how many, the first few by key, the two longest times of preparing and
    of finishing."""

    size: int
    keys: tuple[str, ...]
    preparing: tuple[int, int]
    finishing: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PortfolioGraph:
    """Systems by position, with all that connects them. `cycles` by component, `blocked` by position: the workaround's
    needs that fail with the system. `ranks` and `sharers` by position: the extremes of what is needed, and RPO and key
    of those that share transactions, the tightest first. `slack`: what another time does further up."""

    systems: Sequence[System]
    policy: Policy
    network: Network
    schedule: Schedule
    slack: Slack
    cycles: Mapping[int, Cycle]
    owners: Mapping[str, Group]
    blocked: Mapping[int, list[int]]
    ranks: Sequence[Needs]
    sharers: Sequence[tuple[tuple[int, str], ...]]

    def case(self, node: int) -> Case:
        """One system as the rules see it."""
        return make_case(self.systems[node], self.policy, self.context_of(node))

    def context_of(self, node: int) -> DependencyContext:
        """What the neighbours of one system say."""
        component = self.network.component_of[node]
        cycle = self.cycles.get(component)
        waits = self.schedule.waiting[component]
        return DependencyContext(
            needs=self.needs(node),
            silent=self.silent(node),
            earliest_start=self.schedule.earliest_start[component] if waits else None,
            start_chain=needs_chain(node, self.network, self.schedule).keys,
            partners=self._partners(node, cycle) if cycle else NOTHING,
            cycle=cycle.keys if cycle else (),
            cycle_size=cycle.size if cycle else 0,
            sharers=self.sharers[node],
            blocked=tuple(sorted(self.systems[each].key for each in self.blocked.get(node, ()))),
            peers=self._peers(node),
        )

    def needs(self, node: int) -> tuple[tuple[int, str], ...]:
        """RTO and key of the hard dependencies that have one, the slowest first."""
        found = (
            (rto, self.network.keys[each])
            for each in self.network.needs[node]
            if (rto := self.schedule.rto[each]) is not None
        )
        return tuple(sorted(found, key=slowest_first))

    def silent(self, node: int) -> tuple[str, ...]:
        """The hard dependencies whose RTO nobody has given."""
        return tuple(
            sorted(self.network.keys[each] for each in self.network.needs[node] if self.schedule.rto[each] is None)
        )

    def _partners(self, node: int, cycle: Cycle) -> Parts:
        """The longest preparing and finishing of the others in a cycle."""
        own = self.schedule.parts[node]
        preparing, finishing = cycle.preparing, cycle.finishing
        return Parts(
            preparing[own.preparing == preparing[0]],
            finishing[own.finishing == finishing[0]],
        )

    def _peers(self, node: int) -> Peers:
        group = self.owners.get(self.systems[node].facts.owner or "")
        return group.without(self.schedule.rto[node]) if group else Peers()


def slowest_first(need: tuple[int, str]) -> tuple[int, str]:
    """The order of needs: the slowest first, then by key."""
    return -need[0], need[1]


def connect_portfolio(systems: Sequence[System], dependencies: Iterable[Dependency], policy: Policy) -> PortfolioGraph:
    """The portfolio graph of these systems; edges that name others are left out."""
    network = connect([system.key for system in systems], dependencies)
    rto = [system.rto if isinstance(system.rto, int) else None for system in systems]
    times = [_own_time(system, policy) for system in systems]
    parts = [each for _, each in times]
    schedule = plan_schedule(network, rto, [estimate for estimate, _ in times], parts)
    return PortfolioGraph(
        systems,
        policy,
        network,
        schedule,
        measure_slack(network, schedule),
        _cycles(network, parts),
        group_by_owner(systems),
        failing_with(network, _workarounds(systems, network)),
        [rank_needs(needs, rto) for needs in network.needs],
        [_ranked_sharers(others, systems) for others in network.sharers],
    )


def _ranked_sharers(nodes: Iterable[int], systems: Sequence[System]) -> tuple[tuple[int, str], ...]:
    found = ((system.rpo, system.key) for system in (systems[node] for node in nodes))
    return tuple(sorted((rpo, key) for rpo, key in found if isinstance(rpo, int)))


def _own_time(system: System, policy: Policy) -> tuple[int | None, Parts]:
    return own_time(system, choose(system.rto, system.rpo, system.facts, policy), policy)


def _cycles(network: Network, parts: Sequence[Parts]) -> dict[int, Cycle]:
    found = {}
    for component, members in enumerate(network.components):
        if len(members) > 1 or members[0] in network.loops:
            keys = sorted(network.keys[node] for node in members)
            preparing = _two_longest(parts[node].preparing for node in members)
            finishing = _two_longest(parts[node].finishing for node in members)
            found[component] = Cycle(len(members), tuple(keys[:NAMED]), preparing, finishing)
    return found


def _two_longest(times: Iterable[int]) -> tuple[int, int]:
    longest, second = sorted((0, *times))[:-3:-1]
    return longest, second


def _workarounds(systems: Sequence[System], network: Network) -> dict[int, list[int]]:
    """What each workaround needs, by position; keys that are not listed are left out."""
    return {
        node: [network.at[key] for key in system.facts.workaround_needs if key in network.at]
        for node, system in enumerate(systems)
        if system.facts.workaround_needs
    }
