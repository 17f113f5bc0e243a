"""Working out what comes of a scenario, from the facts of this moment. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from derivation.services.facts import read_facts
from policies.services import in_force
from recovery.facts import Dependency
from recovery.facts import System as MethodSystem
from recovery.policy import Policy
from recovery.scenarios.prediction import Prediction, predict
from recovery.scenarios.scenario import Scenario as MethodScenario
from scenarios.models import Scenario
from scenarios.services.losses import systems_falling, systems_hit
from systems.models import System

MOST_FALLING = 2_000
"""So many are worked out while somebody waits for the page, in two or three seconds; more are not."""


class TooManyFall(Exception):
    """More systems fall than can be worked out while somebody waits; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


@dataclass(frozen=True)
class Capacity:
    """With what recovery works: teams side by side, and MiB a second by place."""

    teams: int
    throughput: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """The facts of this moment about a scenario: the systems that fall, their `names` by key, the keys of those that
    are `hit` themselves, and how many have facts that could not be read."""

    scenario: Scenario
    policy: Policy
    systems: Sequence[MethodSystem]
    dependencies: Sequence[Dependency]
    names: Mapping[str, str]
    hit: tuple[str, ...]
    unreadable: int

    @property
    def places(self) -> tuple[str, ...]:
        """Where the copies of the systems come from."""
        return tuple(sorted({system.copies_at for system in self.systems if system.copies_at}))

    @property
    def declared_after(self) -> int:
        """Seconds from the disruption until people begin to act."""
        return self._with(capacity_of(self.scenario)).declared_at(self.policy)

    def outlook(self, capacity: Capacity) -> Outlook:
        """What comes of it with this capacity."""
        return Outlook(self, capacity, predict(self.systems, self.dependencies, self.policy, self._with(capacity)))

    def _with(self, capacity: Capacity) -> MethodScenario:
        """The scenario as the method takes it."""
        declared = self.scenario.declared_after_seconds
        return MethodScenario(self.scenario.kind, self.hit, capacity.teams, dict(capacity.throughput), declared)


@dataclass(frozen=True)
class Outlook:
    """What comes of a scenario with a capacity."""

    situation: Situation
    capacity: Capacity
    prediction: Prediction

    def name_of(self, key: str) -> str:
        return self.situation.names.get(key, key)


def capacity_of(scenario: Scenario) -> Capacity:
    """The capacity that is saved with it."""
    return Capacity(scenario.teams, dict(scenario.throughput))


def situation_of(scenario: Scenario, *, however_many: bool = False) -> Situation:
    """The facts about a scenario; the number of queries does not grow with what falls. Raises TooManyFall, unless
    whoever asks has the time for `however_many`."""
    hit = systems_hit(scenario)
    fallen = systems_falling(hit)
    if len(fallen) > MOST_FALLING and not however_many:
        raise TooManyFall(len(fallen))
    known = read_facts(fallen, today=timezone.localdate())
    systems = {pk: system for pk, system in known.systems.items() if pk in fallen}
    return Situation(
        scenario=scenario,
        policy=in_force.current(),
        systems=list(systems.values()),
        dependencies=known.dependencies,
        names=dict(System.objects.filter(pk__in=fallen).order_by().values_list("key", "name")),
        hit=tuple(system.key for pk, system in systems.items() if pk in hit),
        unreadable=len(known.unreadable.keys() & fallen),
    )
