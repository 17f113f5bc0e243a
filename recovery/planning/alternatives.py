"""What each of several answers to one question would lead to: strategy, tier and price, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from recovery.facts import State, System
from recovery.offers.changes import apply
from recovery.planning.objectives import suggest
from recovery.planning.plan import choose, yearly_cost
from recovery.policy import Policy

OPEN = (State.UNSET, State.UNKNOWN)
Choices = Mapping[str, Sequence[int]]
"""What may be chosen for an objective, in seconds, by its name."""
NO_CHOICES: Choices = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Alternative:
    """The plan that an answer leads to, by the keys of the policy, and a year's money in its currency. All are None
    while the answers lead to no plan; `impossible` says that they do, and that none of the policy can do it.

    `at_least` says that the other objective is open: it is the cheapest plan of all that may be chosen for that."""

    strategy: str | None = None
    live_copy: str | None = None
    cost_tier: int | None = None
    yearly_cost: float | None = None
    impossible: bool = False
    at_least: bool = False


def alternatives(
    system: System, name: str, values: Iterable[Any], policy: Policy, *, choices: Choices = NO_CHOICES
) -> Iterator[Alternative]:
    """The plans that follow when the objective or the fact of that name has each of these values, all else as it is."""
    for value in values:
        yield led_to(apply(system, {name: value}), policy, choices=choices)


def led_to(system: System, policy: Policy, *, choices: Choices = NO_CHOICES) -> Alternative:
    """The plan that follows from what is known; where one objective is open, the cheapest of its `choices`."""
    decided = with_suggestion(system, policy)
    open_ones = [name for name in ("rto", "rpo") if getattr(decided, name) in OPEN]
    at_least = len(open_ones) == 1 and bool(choices.get(open_ones[0]))
    if at_least:
        # What meets the tighter objectives meets the loosest as well, so nothing is cheaper than its plan.
        decided = apply(decided, {open_ones[0]: max(choices[open_ones[0]])})
    elif open_ones:
        return Alternative()
    pair = choose(decided.rto, decided.rpo, decided.facts, policy)
    if pair is None:
        return Alternative(impossible=True)
    cost = yearly_cost(pair, decided.facts)
    return Alternative(pair.row.key, pair.copy.key, pair.tier, cost, at_least=at_least)


def with_suggestion(system: System, policy: Policy) -> System:
    """The system as if whatever objective nobody has given were the suggested one, as far as there is one."""
    if State.UNSET not in (system.rto, system.rpo):
        return system
    suggestion = suggest(system, policy)
    rto = suggestion.rto if system.rto is State.UNSET and suggestion.rto is not None else system.rto
    rpo = suggestion.rpo if system.rpo is State.UNSET and suggestion.rpo is not None else system.rpo
    return replace(system, rto=rto, rpo=rpo)


def tighter_for_the_same(steps: Mapping[int, Alternative]) -> dict[int, int]:
    """For each objective in seconds the tightest of these that has the same plan for the same price; those that are the
    tightest already are left out. Of prices that are only the least, nothing can be said."""
    tightest: dict[Alternative, int] = {}
    for seconds in sorted(steps):
        if steps[seconds].strategy and not steps[seconds].at_least:
            tightest.setdefault(steps[seconds], seconds)
    return {seconds: tightest[there] for seconds, there in steps.items() if tightest.get(there, seconds) < seconds}
