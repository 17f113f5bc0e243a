"""What two policies make of the same systems, and the numbers of their difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from policies.services.rederivation import CatalogueFacts
from recovery.case import Case
from recovery.contradictions import blocks, contradicts, fired
from recovery.dependencies.portfolio import connect_portfolio
from recovery.policy import Policy


@dataclass(frozen=True)
class Outcome:
    """What one policy makes of one system."""

    strategy: str
    copy: str
    interval: int | None
    """Seconds between copies of the past."""
    back: int | None
    """Seconds until it is back once its site is lost, by its plan."""
    data_back: int | None
    """The same where its data are destroyed."""
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
            self.blocked[place] += any(blocks(code) and contradicts(code) for code in outcome.codes)
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
            "moves": [[*move, count] for move, count in _most_first(self.moves)],
            "comes": dict(_most_first(self.comes)),
            "goes": dict(_most_first(self.goes)),
        }


def _most_first(counter: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counter.items(), key=lambda each: (-each[1], each[0]))


def plan_changes(before: Outcome, after: Outcome) -> bool:
    """Whether the strategy, the live copy, the copies of the past, the times of recovery or the tier become others."""
    return _plan(before) != _plan(after)


def _plan(outcome: Outcome) -> tuple[str | int | None, ...]:
    return outcome.strategy, outcome.copy, outcome.interval, outcome.back, outcome.data_back, outcome.tier


def compare(known: CatalogueFacts, before: Policy, after: Policy) -> Iterator[tuple[int, Outcome, Outcome]]:
    """By system id, what each of the two policies makes of it. The facts of all are its surroundings."""
    systems = tuple(known.systems.values())
    old, new = (connect_portfolio(systems, known.dependencies, each) for each in (before, after))
    for place, pk in enumerate(known.systems):
        yield pk, outcome(old.case(place)), outcome(new.case(place))


def outcome(case: Case) -> Outcome:
    plan = case.plan
    return Outcome(
        strategy=plan.row.key if plan.row else "",
        copy=plan.live_copy or "",
        interval=plan.history.interval if plan.history else None,
        back=plan.recovery_time,
        data_back=plan.data_recovery_time,
        tier=plan.cost_tier,
        cost=plan.yearly_cost,
        codes=frozenset(fired(case)),
    )
