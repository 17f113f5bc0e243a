"""Fallen systems as the jobs of a project: preparing, copying back, finishing, and what each of them takes.

Systems that need each other come back together: each prepares by itself, and all finish once everything that any of
them needs is there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recovery.dependencies.network import Network, connect
from recovery.durations import LONGEST
from recovery.facts import Dependency
from recovery.scenarios.parts import Parts
from recovery.scenarios.project import Links, Project, Requests, reverse

TEAMS = 0
"""The resource of a project that teams are; the places that copies come from follow."""
MIB = 2**20
ONE_TEAM: Requests = ((TEAMS, 1),)


@dataclass(frozen=True, slots=True)
class Fallen:
    """One system that fell: its parts, the place its copies come from and its own throughput in MiB/s where known;
    when it is to be back (RTO) and when it has to be (MTD − WRT), what an hour late costs, and whether its own data are
    destroyed."""

    key: str
    parts: Parts
    place: str | None
    throughput: float | None
    due: int | None = None
    last: int | None = None
    loss_per_hour: float | None = None
    destroyed: bool = False

    @property
    def date(self) -> int | None:
        """By when to schedule it: where nobody has said an RTO, the last date says how urgent it is."""
        return self.last if self.due is None else self.due


@dataclass(frozen=True, slots=True)
class Steps:
    """The jobs of a system: the last one `ready` before its finishing, and the one with which it is `back`."""

    preparing: int
    ready: int
    finishing: int
    back: int


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The project of a recovery without its capacities: jobs, precedence, dates, and by job what copying asks for."""

    network: Network
    steps: Sequence[Steps]
    durations: Sequence[int]
    requests: Sequence[Requests]
    needs: Links
    needed_by: Links
    due: Sequence[int | None]
    copying: Mapping[int, Fallen]

    def places(self, throughput: Mapping[str, float]) -> tuple[str, ...]:
        """The places with a limit that copies come from, in the order in which they are resources."""
        used = {each.place for each in self.copying.values()}
        return tuple(sorted(place for place in throughput if place in used))

    def project(self, teams: int, throughput: Mapping[str, float]) -> Project:
        """The project with so many teams and so much throughput by place, in MiB/s.

        A system without a throughput of its own takes capacity ÷ teams; none takes more than there is.
        """
        places = self.places(throughput)
        durations, requests = list(self.durations), list(self.requests)
        resource = {place: at for at, place in enumerate(places, TEAMS + 1)}
        capacity = {place: max(1, int(throughput[place] * MIB)) for place in places}
        for job, system in self.copying.items():
            rate = _rate(system, capacity, teams)
            durations[job] = 0 if rate is None else min(-(-system.parts.copying // rate), LONGEST) if rate else LONGEST
            if system.place in resource and rate and not system.parts.acts_by_itself:
                requests[job] = (*ONE_TEAM, (resource[system.place], rate))
        return Project(
            durations, requests, self.needs, self.needed_by, [teams, *(capacity[place] for place in places)], self.due
        )


def _rate(system: Fallen, capacity: Mapping[str, int], teams: int) -> int | None:
    """Bytes a second at which a system is copied back; None where nobody knows, which counts as no time at all."""
    limit = capacity.get(system.place or "")
    if system.throughput is not None:
        own = int(system.throughput * MIB)
        return own if limit is None else min(own, limit)
    return None if limit is None else max(1, limit // teams)


def lay_out(fallen: Sequence[Fallen], dependencies: Iterable[Dependency], declared_at: int) -> Blueprint:
    """The blueprint of a recovery. Systems in the order of their keys give the same whatever order they came in."""
    network = connect([system.key for system in fallen], dependencies)
    draft = _Draft(network, fallen, declared_at)
    for members in network.components:
        draft.add_component(sorted(members))
    return Blueprint(
        network, [draft.steps[node] for node in range(len(fallen))], draft.durations, draft.requests, draft.needs,
        reverse(draft.needs), draft.due, draft.copying,
    )  # fmt: skip


class _Draft:
    """A blueprint as it grows, what is needed first: job 0 is noticing and deciding, once for all."""

    def __init__(self, network: Network, fallen: Sequence[Fallen], declared_at: int) -> None:
        self.network, self.fallen = network, fallen
        self.durations: list[int] = [declared_at]
        self.requests: list[Requests] = [()]
        self.needs: list[list[int]] = [[]]
        self.due: list[int | None] = [None]
        self.steps: dict[int, Steps] = {}
        self.copying: dict[int, Fallen] = {}

    def add_component(self, members: Sequence[int]) -> None:
        prepared = {node: self._prepare(self.fallen[node]) for node in members}
        ready = [last for _, last in prepared.values()]
        outside = sorted({self.steps[need].back for node in members for need in self._outside(node)})
        together = len(members) > 1
        awaited = [self._add(0, (), [*ready, *outside])] if together else [*ready, *outside]
        finishing = {node: self._finish(self.fallen[node], awaited) for node in members}
        back = self._add(0, (), list(finishing.values())) if together else finishing[members[0]]
        dates = [due for node in members if (due := self.fallen[node].date) is not None]
        self.due[back] = min(dates, default=None)
        for node in members:
            self.steps[node] = Steps(*prepared[node], finishing[node], back)

    def _outside(self, node: int) -> list[int]:
        own = self.network.component_of[node]
        return [need for need in self.network.needs[node] if self.network.component_of[need] != own]

    def _prepare(self, system: Fallen) -> tuple[int, int]:
        parts = system.parts
        first = last = self._add(parts.preparing, () if parts.acts_by_itself else ONE_TEAM, self._begin(parts))
        if parts.copying:
            last = self._add(0, self.requests[first], [first])
            self.copying[last] = system
        return first, last

    def _begin(self, parts: Parts) -> list[int]:
        return [] if parts.acts_by_itself else [0]

    def _finish(self, system: Fallen, awaited: list[int]) -> int:
        return self._add(system.parts.finishing, () if system.parts.acts_by_itself else ONE_TEAM, awaited)

    def _add(self, duration: int, requests: Requests, needs: list[int]) -> int:
        self.durations.append(duration)
        self.requests.append(requests)
        self.needs.append(needs)
        self.due.append(None)
        return len(self.durations) - 1
