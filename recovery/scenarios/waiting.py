"""What a system waited for last, and what decides when all is back: read off a schedule."""

from collections import Counter
from dataclasses import dataclass

from recovery.scenarios.jobs import TEAMS
from recovery.scenarios.recovery import Made, Recovery

SYSTEM, TEAM, THROUGHPUT = "system", "team", "throughput"
CHAIN = "chain"


def throughput_of(place: str) -> str:
    """What the contract calls the throughput of a place where resources are named."""
    return f"{THROUGHPUT}:{place}"


@dataclass(frozen=True, slots=True)
class Wait:
    """What kept a system waiting: `kind` is system, team or throughput; `name` the system's key or the place, empty for
    a team; for so many seconds."""

    kind: str
    name: str
    seconds: int


class Waits:
    """The waits of a schedule."""

    def __init__(self, recovery: Recovery, made: Made) -> None:
        self.recovery, self.made = recovery, made
        self.blueprint, self.finishes = recovery.blueprint, made.generated.finishes
        self.places = self.blueprint.places(recovery.scenario.throughput)

    def last(self, node: int) -> Wait | None:
        """What a system waited for last before it was back; None when it waited for nothing."""
        steps = self.blueprint.steps[node]
        finishing = self._for_resource(steps.finishing)
        if finishing is not None:
            return finishing
        other = self._last_other(node)
        if other is not None:
            awaited = self.blueprint.network.keys[other]
            return Wait(SYSTEM, awaited, self._there(node, other) - self.finishes[steps.ready])
        return self._before_ready(node)

    def decides(self, node: int) -> str:
        """What makes a system as late as it is: `teams`, `throughput:PLACE`, or the `chain` of systems it needs.

        Along the systems waited for, the waits for each resource are added up. The longest decides, unless the chain
        alone makes it later than all waits together do.
        """
        due, back = self.recovery.fallen[node].due, self.blueprint.steps[node].back
        late = due is not None and self.finishes[back] > due
        by_chain = self.made.earliest[back] - due if due is not None and late else 0
        waits = self._along_chain(node)
        if not waits or by_chain > sum(waits.values()):
            return CHAIN
        return min(waits, key=lambda name: (-waits[name], name))

    def chain(self, node: int) -> list[int]:
        """A system and those that it waited for, one after the other, down to the one that waited for none."""
        found = {node: None}
        while (other := self._last_other(node)) is not None and other not in found:
            found[other] = None
            node = other
        return list(found)

    def _along_chain(self, node: int) -> Counter[str]:
        chain, waits = self.chain(node), Counter[str]()
        for each in chain:
            self._count(waits, self._for_resource(self.blueprint.steps[each].finishing))
        steps = self.blueprint.steps[chain[-1]]
        for job in {steps.preparing, steps.ready}:
            self._count(waits, self._for_resource(job))
        return waits

    def _count(self, waits: Counter[str], wait: Wait | None) -> None:
        if wait is not None:
            waits["teams" if wait.kind == TEAM else throughput_of(wait.name)] += wait.seconds

    def _before_ready(self, node: int) -> Wait | None:
        steps = self.blueprint.steps[node]
        return self._for_resource(steps.ready) or self._for_resource(steps.preparing)

    def _last_other(self, node: int) -> int | None:
        """The system that this one waited for longest, where that was longer than for its own preparing."""
        own = self.finishes[self.blueprint.steps[node].ready]
        others = [(-self._there(node, other), other) for other in self._others(node)]
        if not others or -min(others)[0] <= own:
            return None
        return min(others)[1]

    def _others(self, node: int) -> set[int]:
        """What a system needs; of a cycle, what any member needs, and the other members."""
        network = self.blueprint.network
        members = network.components[network.component_of[node]]
        return {*members, *(need for member in members for need in network.needs[member])} - {node}

    def _there(self, node: int, other: int) -> int:
        """When another system lets this one finish: of the same cycle once it is ready, else once it is back."""
        component_of, steps = self.blueprint.network.component_of, self.blueprint.steps[other]
        return self.finishes[steps.ready if component_of[node] == component_of[other] else steps.back]

    def _for_resource(self, job: int) -> Wait | None:
        """What a job that could have started before had to wait for: what had too little left just before."""
        project, profiles = self.made.project, self.made.generated.profiles
        start = self.finishes[job] - project.durations[job]
        waited = start - max((self.finishes[need] for need in project.needs[job]), default=0)
        if waited <= 0:
            return None
        short = [at for at, amount in project.requests[job] if profiles[at].free_at(start - 1) < amount]
        scarce = max(short)
        return Wait(TEAM, "", waited) if scarce == TEAMS else Wait(THROUGHPUT, self.places[scarce - 1], waited)


def decisive(recovery: Recovery, made: Made) -> int | None:
    """The system by which a scenario is judged: the one that misses its RTO by most, else the last to be back; None
    where nothing falls."""
    keys, finishes = recovery.blueprint.network.keys, made.generated.finishes
    ranked = []
    for node, (system, steps) in enumerate(zip(recovery.fallen, recovery.blueprint.steps, strict=True)):
        back = finishes[steps.back]
        late = 0 if system.due is None else max(0, back - system.due)
        ranked.append((-late, -back, keys[node], node))
    return min(ranked)[-1] if ranked else None
