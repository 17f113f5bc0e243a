"""Working out what comes of a scenario, from the facts of this moment."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from derivation.services.facts import read_facts
from policies.services import in_force
from recovery.facts import Dependency
from recovery.facts import System as MethodSystem
from recovery.policy import Policy
from recovery.scenarios.prediction import Prediction, predict
from recovery.scenarios.recovery import SignOfLife, unwatched
from recovery.scenarios.scenario import Scenario as MethodScenario
from scenarios.models import Scenario
from scenarios.services.losses import systems_falling, systems_hit
from systems.models import System

MOST_FALLING = 2_000
"""So many are worked out while somebody waits for the page, in two or three seconds; more in the background."""


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
    """What a page says of a scenario beside its schedule: the `names` of the systems that fall by key, the keys of
    those that are `hit` themselves, the `places` that copies come from, and how many have facts that could not be
    read. `declared_after` are the seconds from the disruption until people begin to act. `as_of` is when it was worked
    out, None for just now."""

    scenario: Scenario
    policy_version: str
    currency: str
    declared_after: int
    places: tuple[str, ...]
    names: Mapping[str, str]
    hit: frozenset[str]
    unreadable: int
    as_of: datetime | None = None


@dataclass(frozen=True)
class Outlook:
    """What comes of a scenario with a capacity."""

    situation: Situation
    capacity: Capacity
    prediction: Prediction

    def name_of(self, key: str) -> str:
        return self.situation.names.get(key, key)


@dataclass(frozen=True)
class Gathered:
    """The facts of this moment about all that falls in a scenario."""

    situation: Situation
    policy: Policy
    systems: Sequence[MethodSystem]
    dependencies: Sequence[Dependency]

    def outlook(self, capacity: Capacity, alive: SignOfLife = unwatched) -> Outlook:
        """What comes of it with this capacity; `alive` hears of every schedule that is made."""
        scenario = asked_of_method(self.situation.scenario, self.situation.hit, capacity)
        prediction = predict(self.systems, self.dependencies, self.policy, scenario, alive)
        return Outlook(self.situation, capacity, prediction)


def capacity_of(scenario: Scenario) -> Capacity:
    """The capacity that is saved with it."""
    return Capacity(scenario.teams, dict(scenario.throughput))


def mark_of(capacity: Capacity) -> str:
    """Another one for each other capacity, however its numbers are written."""
    speeds = sorted((place, float(speed)) for place, speed in capacity.throughput.items())
    return hashlib.sha256(repr((capacity.teams, speeds)).encode()).hexdigest()[:16]


def asked_of_method(scenario: Scenario, hit: Collection[str], capacity: Capacity) -> MethodScenario:
    """The scenario as the method takes it."""
    declared = scenario.declared_after_seconds
    return MethodScenario(scenario.kind, tuple(sorted(hit)), capacity.teams, dict(capacity.throughput), declared)


def gather(scenario: Scenario, *, however_many: bool = False) -> Gathered:
    """The facts about a scenario; the number of queries does not grow with what falls. Raises TooManyFall, unless
    whoever asks has the time for `however_many`."""
    hit = systems_hit(scenario)
    fallen = systems_falling(hit)
    if len(fallen) > MOST_FALLING and not however_many:
        raise TooManyFall(len(fallen))
    known = read_facts(fallen, today=timezone.localdate())
    systems = {pk: system for pk, system in known.systems.items() if pk in fallen}
    policy, keys = in_force.current(), frozenset(system.key for pk, system in systems.items() if pk in hit)
    situation = Situation(
        scenario=scenario,
        policy_version=policy.version,
        currency=policy.currency,
        declared_after=asked_of_method(scenario, keys, capacity_of(scenario)).declared_at(policy),
        places=tuple(sorted({system.copies_at for system in systems.values() if system.copies_at})),
        names=dict(System.objects.filter(pk__in=fallen).order_by().values_list("key", "name")),
        hit=keys,
        unreadable=len(known.unreadable.keys() & fallen),
    )
    return Gathered(situation, policy, list(systems.values()), known.dependencies)
