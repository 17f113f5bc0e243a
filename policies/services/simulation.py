"""What a draft of the policy would change, worked out for every system before anybody is bound.

Both policies are applied to the same facts of the same moment, so that a difference can only come from the policy.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from background.models import BackgroundWorkQuerySet
from background.services.broker import publish
from background.services.gc_pause import undisturbed
from policies.models import PolicySimulation, PolicyVersion, SimulatedChange
from policies.services import in_force
from policies.services.rederivation import CatalogueFacts, registered
from recovery.case import Case
from recovery.contradictions import blocks, fired
from recovery.landscape import survey
from recovery.policy import Policy
from systems.models import System

logger = logging.getLogger(__name__)
TASK = "policies.simulate"
AT_ONCE = 1_000


@dataclass(frozen=True)
class Outcome:
    """What one policy makes of one system."""

    strategy: str
    tier: int | None
    cost: float | None
    codes: frozenset[str]


@dataclass
class Tally:
    """The numbers of a simulation, while they add up. Costs count `both` where a system has one before and after."""

    systems: int = 0
    strategies: int = 0
    tiers: int = 0
    plans: int = 0
    blocked: list[int] = field(default_factory=lambda: [0, 0])
    cost: list[float] = field(default_factory=lambda: [0.0, 0.0])
    known: list[int] = field(default_factory=lambda: [0, 0])
    both: list[float] = field(default_factory=lambda: [0, 0.0, 0.0])
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    comes: Counter[str] = field(default_factory=Counter)
    goes: Counter[str] = field(default_factory=Counter)

    def add(self, before: Outcome, after: Outcome) -> None:
        self.systems += 1
        self.strategies += before.strategy != after.strategy
        self.tiers += before.tier != after.tier
        self.plans += plan_changes(before, after)
        self.comes.update(after.codes - before.codes)
        self.goes.update(before.codes - after.codes)
        if before.strategy != after.strategy:
            self.moves[before.strategy, after.strategy] += 1
        for place, outcome in enumerate((before, after)):
            self.blocked[place] += any(map(blocks, outcome.codes))
            self.known[place] += outcome.cost is not None
            self.cost[place] += outcome.cost or 0
        if before.cost is not None and after.cost is not None:
            self.both = [self.both[0] + 1, self.both[1] + before.cost, self.both[2] + after.cost]

    def document(self) -> dict[str, Any]:
        return {
            "systems": self.systems,
            "strategies": self.strategies,
            "tiers": self.tiers,
            "plans": self.plans,
            "blocked": self.blocked,
            "cost": [round(each, 2) for each in self.cost],
            "known": self.known,
            "both": [round(each, 2) for each in self.both],
            "moves": [
                [*move, count] for move, count in sorted(self.moves.items(), key=lambda each: (-each[1], each[0]))
            ],
            "comes": dict(sorted(self.comes.items(), key=lambda each: (-each[1], each[0]))),
            "goes": dict(sorted(self.goes.items(), key=lambda each: (-each[1], each[0]))),
        }


def _most_first(counter: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counter.items(), key=lambda each: (-each[1], each[0]))


def plan_changes(before: Outcome, after: Outcome) -> bool:
    return (before.strategy, before.tier) != (after.strategy, after.tier)


def simulate(simulation_id: int) -> None:
    """Work out one simulation, if nobody else is at it. Whatever stops it is written down, to be shown."""
    if not PolicySimulation.objects.all().take(simulation_id):
        return
    simulation = PolicySimulation.objects.select_related("policy").get(pk=simulation_id)
    try:
        with undisturbed() as look_through:
            result = _worked_out(simulation, look_through)
    except Exception as error:
        logger.exception("Simulation %s failed", simulation_id)
        _end(simulation, error=f"{type(error).__name__}: {error}")
    else:
        _end(simulation, result=result)


def sweep() -> None:
    """Hand over again what nobody took; end what three workers did not come back from."""
    for simulation in PolicySimulation.objects.all().left_lying():
        if simulation.attempts < BackgroundWorkQuerySet.ATTEMPTS:
            publish(TASK, simulation.pk)
        else:
            _end(simulation, error="It was begun three times and never ended.")


def policy_of(version: PolicyVersion) -> Policy:
    """The policy a version or draft describes. Raises PolicyError."""
    return replace(Policy.from_document(version.document), version=version.version)


def compare(known: CatalogueFacts, before: Policy, after: Policy) -> Iterator[tuple[int, Outcome, Outcome]]:
    """By system id, what each of the two policies makes of it. The facts of all are its surroundings."""
    systems = tuple(known.systems.values())
    old, new = (survey(systems, known.dependencies, each) for each in (before, after))
    for place, pk in enumerate(known.systems):
        yield pk, outcome(old.case(place)), outcome(new.case(place))


def outcome(case: Case) -> Outcome:
    row = case.plan.row
    return Outcome(row.key if row else "", case.plan.cost_tier, case.plan.yearly_cost, frozenset(fired(case)))


class DraftChanged(Exception):
    """The draft was changed after the simulation was asked for."""


def _worked_out(simulation: PolicySimulation, look_through: Callable[[], None]) -> dict[str, Any]:
    before, after = in_force.current(), policy_of(simulation.policy)
    if simulation.policy.revision != simulation.revision or before.version != simulation.against:
        raise DraftChanged("the draft or the policy in force was changed meanwhile")
    SimulatedChange.objects.filter(simulation=simulation).delete()
    in_use = set(System.objects.in_use().order_by().values_list("pk", flat=True))
    PolicySimulation.objects.filter(pk=simulation.pk).update(total=len(in_use), done=0)
    known = registered().facts(today=timezone.localdate())
    counted = in_use - known.unreadable.keys()
    tally, changes = Tally(), []
    for pk, old, new in compare(known, before, after):
        if pk in counted:
            tally.add(old, new)
            if old != new:
                changes.append(_change(simulation, pk, old, new))
            if tally.systems % AT_ONCE == 0:
                _progress(simulation, tally.systems, changes)
                look_through()
    _progress(simulation, tally.systems, changes)
    return {**tally.document(), "unreadable": len(in_use & known.unreadable.keys()), "currency": after.currency}


def _change(simulation: PolicySimulation, pk: int, old: Outcome, new: Outcome) -> SimulatedChange:
    return SimulatedChange(
        simulation=simulation,
        system_id=pk,
        strategy_before=old.strategy,
        strategy_after=new.strategy,
        tier_before=old.tier,
        tier_after=new.tier,
        cost_before=old.cost,
        cost_after=new.cost,
        goes=_listed(old.codes - new.codes),
        comes=_listed(new.codes - old.codes),
        plan_changes=plan_changes(old, new),
    )


def _listed(codes: frozenset[str]) -> str:
    return f" {' '.join(sorted(codes))} " if codes else ""


def _progress(simulation: PolicySimulation, done: int, changes: list[SimulatedChange]) -> None:
    SimulatedChange.objects.bulk_create(changes, batch_size=AT_ONCE)
    changes.clear()
    PolicySimulation.objects.filter(pk=simulation.pk).update(done=done, seen_at=Now())


def _end(simulation: PolicySimulation, *, error: str = "", result: Mapping[str, Any] | None = None) -> None:
    PolicySimulation.objects.filter(pk=simulation.pk).update(
        ended_at=Now(), error=" ".join(error.split())[:500], result=dict(result or {})
    )
