"""The plan elsewhere on the ladder: one step looser and tighter, and cost against loss over all steps."""

from functools import partial

from recovery.case import Case
from recovery.durations import HOUR, LADDER, looser_step, tighter_step
from recovery.messages.text import Text
from recovery.offers import saving
from recovery.plan import choose, cost_tier, live_copy, yearly_cost
from recovery.results import BalancePoint, Neighbour, Neighbours


def neighbours(case: Case) -> Neighbours:
    """The plans one ladder step looser and tighter, for each objective that is a duration."""
    at = partial(_neighbour, case)
    rto, rpo = case.rto, case.rpo
    return Neighbours(
        at("rto", None if rto is None else looser_step(rto), "looser"),
        at("rto", None if rto is None else tighter_step(rto), "tighter"),
        at("rpo", None if rpo is None else looser_step(rpo), "looser"),
        at("rpo", None if rpo is None else tighter_step(rpo), "tighter"),
    )


def _neighbour(case: Case, name: str, step: int | None, way: str) -> Neighbour | None:
    if step is None:
        return None
    system, plan = case.system, case.plan
    rto, rpo = (step, system.rpo) if name == "rto" else (system.rto, step)
    row = choose(rto, rpo, case.facts, case.policy)
    tier, cost = cost_tier(row, live_copy(rpo, row, case.policy), case.policy), yearly_cost(row, case.facts)
    label = Text(f"neighbour.{name}-{way}", {"seconds": step})
    return Neighbour(step, row.key if row else None, tier, cost, saving(plan.yearly_cost, cost), label)


def balance(case: Case) -> tuple[BalancePoint, ...]:
    """Yearly cost of recovery and expected yearly loss for every RTO of the ladder; empty without a loss per hour.

    Source: NIST SP 800-34 r1, section 3.4.3, cost balancing.
    """
    per_hour = case.facts.loss_per_hour
    if per_hour is None:
        return ()
    yearly = per_hour / HOUR * case.policy.disruptions_per_year
    return tuple(_balance_point(case, step, yearly) for step in LADDER)


def _balance_point(case: Case, step: int, yearly_loss_per_second: float) -> BalancePoint:
    row = choose(step, case.system.rpo, case.facts, case.policy)
    cost = yearly_cost(row, case.facts)
    return BalancePoint(step, row.key if row else None, cost, round(yearly_loss_per_second * step, 2))
