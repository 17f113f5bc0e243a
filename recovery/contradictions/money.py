"""What the plan costs against what it is worth and what there is."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.capability import needed_for
from recovery.contradictions.rule import (
    BLOCKS,
    MONEY,
    OWNER,
    STRATEGY,
    WARNS,
    Hit,
    Remediation,
    objectives,
    relabelled,
    rule,
)
from recovery.durations import HOUR, snap_up
from recovery.planning.clock import recovery_time
from recovery.planning.plan import best_point, choose, yearly_cost
from recovery.policy import Pair

OPTIONS = 3


def _cheaper_plans(case: Case) -> Iterator[Remediation]:
    """The objectives that each cheaper plan can hold, the dearest of them first."""
    for pair in _cheaper(case):
        yield objectives(_held_by(case, pair))


def _every(case: Case) -> tuple[Pair, ...]:
    return case.policy.pairs_for(has_data=case.has_data)


def _cheaper(case: Case) -> list[Pair]:
    """The cheaper pairs that ask something to be given up, the dearest first; of two that ask the same, the cheaper."""
    now, every = case.plan.pair, _every(case)
    by_held: dict[tuple[tuple[str, int], ...], Pair] = {}
    for pair in every[: every.index(now)] if now else ():
        by_held.setdefault(tuple(_held_by(case, pair).items()), pair)
    return list(reversed(by_held.values()))


def _held_by(case: Case, pair: Pair) -> dict[str, int]:
    return {name: snap_up(seconds) for name, seconds in needed_for(case, pair).items()}


def _driven(case: Case) -> bool:
    """Whether something other than money asks for the plan: a regulator, somebody's safety, what may never be lost."""
    facts = case.facts
    regulated = facts.regulator_rto is not None or facts.regulator_rpo is not None
    return bool(facts.safety_driver or facts.never_lose or regulated)


def _rpo_drives(case: Case) -> bool:
    """Whether a cheaper plan would be back in time, so that it is the RPO that costs."""
    # An RPO of a month asks nothing of a live copy.
    free = choose(case.system.rto, 30 * 24 * HOUR, case.facts, case.policy) if case.has_data else case.plan.pair
    return free is not None and case.plan.pair is not None and free.share < case.plan.pair.share


@rule(
    "cost-exceeds-loss",
    WARNS,
    OWNER,
    _cheaper_plans,
    STRATEGY + " running_cost loss_per_hour loss_per_lost_hour safety_driver never_lose regulator_rto regulator_rpo",
    about=MONEY,
    cause="more-than-needed",
    order=380,
    source="NIST SP 800-34 r1, section 3.4.3: cost balancing",
)
def cost_exceeds_loss(case: Case) -> Hit | None:
    """The plan costs more a year than the loss it avoids, and neither a regulator, nor safety, nor entries that may
    never be lost ask for it. Silent where the RPO drives the cost and lost work has no price.

    Both are measured against the policy's cheapest plan, which somebody would pay for anyway.
    """
    pair, facts, time = case.plan.pair, case.facts, case.plan.recovery_time
    if pair is None or time is None or _driven(case) or facts.running_cost is None or facts.loss_per_hour is None:
        return None
    if facts.loss_per_lost_hour is None and _rpo_drives(case):
        return None
    cheapest = _every(case)[0]
    extra = round((pair.share - cheapest.share) * facts.running_cost, 2)
    avoided = _avoided(case, cheapest, time)
    return Hit({"cost": extra, "avoided": avoided, "currency": case.policy.currency}) if extra > avoided else None


def _avoided(case: Case, cheapest: Pair, time: int) -> float:
    """What is lost a year less than with the cheapest plan: hours of outage, and hours of work with a price."""
    facts, lost = case.facts, case.plan.worst_loss.disaster
    sooner = max(recovery_time(cheapest, facts, has_data=case.has_data) - time, 0)
    money = (facts.loss_per_hour or 0) * sooner
    loosest = best_point(cheapest, case.system.rpo, facts, case.policy)
    if facts.loss_per_lost_hour is not None and lost is not None and loosest is not None:
        money += facts.loss_per_lost_hour * max(loosest - lost, 0)
    return round(money / HOUR * case.policy.disruptions_per_year, 2)


def _three_options(case: Case) -> Iterator[Remediation]:
    """The plan as it is with the money for it, then cheaper ones: within the budget first, then between."""
    cost, every = case.plan.yearly_cost, _cheaper(case)
    yield relabelled("offer.budget", {"recovery_budget": cost}, currency=case.policy.currency)
    within = [pair for pair in every if _price(case, pair) <= (case.facts.recovery_budget or 0)]
    between = [pair for pair in every if pair not in within]
    for pair in (within + between)[: OPTIONS - 1]:
        yield objectives(_held_by(case, pair)) if pair in within else _with_money(case, pair)


def _price(case: Case, pair: Pair) -> float:
    return yearly_cost(pair, case.facts) or 0


def _with_money(case: Case, pair: Pair) -> Remediation:
    held = _held_by(case, pair)
    label = "offer.budget-" + (next(iter(held)) if len(held) == 1 else "objectives")
    return relabelled(label, {**held, "recovery_budget": _price(case, pair)}, currency=case.policy.currency)


@rule(
    "cost-exceeds-budget",
    BLOCKS,
    OWNER,
    _three_options,
    STRATEGY + " running_cost recovery_budget",
    about=MONEY,
    order=390,
)
def cost_exceeds_budget(case: Case) -> Hit | None:
    """The plan costs more a year than is set aside for it."""
    cost, budget = case.plan.yearly_cost, case.facts.recovery_budget
    if cost is None or budget is None or cost <= budget:
        return None
    return Hit({"cost": cost, "budget": budget, "currency": case.policy.currency})
