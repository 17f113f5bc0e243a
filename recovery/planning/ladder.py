"""The plan elsewhere on the ladder: one step looser and tighter, and cost against loss over all steps."""

from collections.abc import Iterator
from functools import partial

from recovery.case import Case
from recovery.durations import LADDER, LONGEST, looser_step, tighter_step
from recovery.messages.text import Text
from recovery.offers.builder import saving
from recovery.planning.clock import recovery_time
from recovery.planning.plan import choose, expected_loss, yearly_cost
from recovery.policy import Pair
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
    rto, rpo = (step, case.system.rpo) if name == "rto" else (case.system.rto, step)
    pair = choose(rto, rpo, case.facts, case.policy)
    cost = yearly_cost(pair, case.facts)
    label = Text(f"neighbour.{name}-{way}", {"seconds": step})
    tier, saved = pair.tier if pair else None, saving(case.plan.yearly_cost, cost)
    return LadderStep(step, pair.row.key if pair else None, tier, cost, saved, label)


def balance(case: Case) -> tuple[BalancePoint, ...]:
    """Yearly cost of recovery and expected yearly loss for every RTO of the ladder; empty without a loss per hour.

    The loss is that of the recovery time which the plan of that step has; where no plan is so fast, that of the step.
    Source: NIST SP 800-34 r1, section 3.4.3, cost balancing.
    """
    if case.facts.loss_per_hour is None:
        return ()
    return tuple(_point(case, step, pair) for step, pair in zip(LADDER, _plans(case), strict=True))


def _point(case: Case, step: int, pair: Pair | None) -> BalancePoint:
    facts, policy = case.facts, case.policy
    time = step if pair is None else recovery_time(pair, facts, has_data=case.has_data)
    loss = expected_loss(time, case.plan.worst_loss.disaster, facts, policy) or 0.0
    return BalancePoint(step, pair.row.key if pair else None, yearly_cost(pair, facts), loss)


def _plans(case: Case) -> Iterator[Pair | None]:
    """The plan for every RTO of the ladder: that of the loosest does for all down to the time it takes."""
    plans: list[Pair | None] = []
    pair, time = None, LONGEST + 1
    for step in reversed(LADDER):
        if step < time:
            pair = choose(step, case.system.rpo, case.facts, case.policy)
            time = step if pair is None else recovery_time(pair, case.facts, has_data=case.has_data)
        plans.append(pair)
    return reversed(plans)
