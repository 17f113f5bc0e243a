"""How far answers that are still open could move the price."""

from collections.abc import Callable
from dataclasses import dataclass

from recovery.facts import Objective, State, System
from recovery.planning.objectives import suggest
from recovery.planning.plan import choose, yearly_cost
from recovery.policy import Policy


@dataclass(frozen=True, slots=True)
class Price:
    """What a plan costs: the tier, 1 to 4, and a year's money in the policy's currency where the running cost is
    known."""

    tier: int
    yearly_cost: float | None


def lowest_price(system: System, policy: Policy) -> Price | None:
    """The price if each objective were as loose as the answers allow. None where no plan can be chosen."""
    return _price(system, policy, max)


def highest_price(system: System, policy: Policy) -> Price | None:
    """The price if each objective were as tight as the answers ask. None where no plan can be chosen."""
    return _price(system, policy, min)


def _price(system: System, policy: Policy, pick: Callable[[int, int], int]) -> Price | None:
    suggestion = suggest(system, policy)
    rto, rpo = _objective(system.rto, suggestion.rto, pick), _objective(system.rpo, suggestion.rpo, pick)
    pair = choose(rto, rpo, system.facts, policy)
    return None if pair is None else Price(pair.tier, yearly_cost(pair, system.facts))


def _objective(given: Objective, suggested: int | None, pick: Callable[[int, int], int]) -> Objective:
    """An objective that does not apply stays so; one that nobody knows is as the answers lead to it."""
    if suggested is None or given is State.NOT_APPLICABLE:
        return given
    return suggested if isinstance(given, State) else pick(given, suggested)
