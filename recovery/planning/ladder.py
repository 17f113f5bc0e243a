"""The plan elsewhere on the ladder: one step looser and tighter, and cost against loss over all steps."""

from collections.abc import Iterator
from functools import partial

from recovery.case import Case
from recovery.durations import HOUR, LADDER, LONGEST, looser_step, tighter_step
from recovery.messages.text import Text
from recovery.offers.builder import saving
from recovery.planning.plan import choose, choose_replication, cost_tier, recovery_time, yearly_cost
from recovery.policy import StrategyRow
from recovery.results import BalancePoint, LadderStep, LadderSteps


def adjacent_steps(case: Case) -> LadderSteps:
    """The plans one ladder step looser and tighter, for each objective that is a duration."""
    at = partial(_step, case)
    rto, rpo = case.rto, case.rpo
    return LadderSteps(
        at("rto", None if rto is None else looser_step(rto), "looser"),
        at("rto", None if rto is None else tighter_step(rto), "tighter"),
        at("rpo", None if rpo is None else looser_step(rpo), "looser"),
        at("rpo", None if rpo is None else tighter_step(rpo), "tighter"),
    )


def _step(case: Case, name: str, step: int | None, way: str) -> LadderStep | None:
    if step is None:
        return None
    system, plan = case.system, case.plan
    rto, rpo = (step, system.rpo) if name == "rto" else (system.rto, step)
    row = choose(rto, rpo, case.facts, case.policy)
    tier, cost = cost_tier(row, choose_replication(rpo, row, case.policy), case.policy), yearly_cost(row, case.facts)
    label = Text(f"neighbour.{name}-{way}", {"seconds": step})
    return LadderStep(step, row.key if row else None, tier, cost, saving(plan.yearly_cost, cost), label)


def balance(case: Case) -> tuple[BalancePoint, ...]:
    """Yearly cost of recovery and expected yearly loss for every RTO of the ladder; empty without a loss per hour.

    Source: NIST SP 800-34 r1, section 3.4.3, cost balancing.
    """
    per_hour = case.facts.loss_per_hour
    if per_hour is None:
        return ()
    yearly = per_hour / HOUR * case.policy.disruptions_per_year
    return tuple(
        BalancePoint(step, row.key if row else None, yearly_cost(row, case.facts), round(yearly * step, 2))
        for step, row in zip(LADDER, _strategies(case), strict=True)
    )


def _strategies(case: Case) -> Iterator[StrategyRow | None]:
    """The strategy for every RTO of the ladder: that of the loosest does for all down to the time it takes."""
    rows: list[StrategyRow | None] = []
    row, time = None, LONGEST + 1
    for step in reversed(LADDER):
        if step < time:
            row = choose(step, case.system.rpo, case.facts, case.policy)
            time = step if row is None else recovery_time(row, case.facts, case.policy)
        rows.append(row)
    return reversed(rows)
