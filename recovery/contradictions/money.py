"""What the plan costs against what it is worth and what there is."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import BLOCKS, OWNER, STRATEGY, WARNS, Hit, Remediation, objectives, relabelled, rule
from recovery.durations import HOUR, LADDER
from recovery.planning.plan import recovery_time, yearly_cost
from recovery.policy import StrategyRow

OPTIONS = 3


def _cheaper_plans(case: Case) -> Iterator[Remediation]:
    """The objectives that each cheaper strategy can hold, the dearest of them first."""
    for row in _cheaper(case):
        yield objectives(_held_by(case, row))


def _cheaper(case: Case) -> list[StrategyRow]:
    now, rows = case.plan.row, case.policy.by_price
    return list(reversed(rows[: rows.index(now)])) if now else []


def _held_by(case: Case, row: StrategyRow) -> dict[str, int]:
    time, held = recovery_time(row, case.facts, case.policy), {}
    if case.rto is not None and time > case.rto:
        held["rto"] = _snap_up(time)
    if case.rpo is not None and row.best_point > case.rpo:
        held["rpo"] = _snap_up(row.best_point)
    return held


def _snap_up(seconds: int) -> int:
    return next((step for step in LADDER if step >= seconds), seconds)


@rule(
    "cost-exceeds-loss",
    WARNS,
    OWNER,
    _cheaper_plans,
    STRATEGY + " running_cost loss_per_hour safety_driver regulator_rto regulator_rpo",
    order=380,
    source="NIST SP 800-34 r1, section 3.4.3: cost balancing",
)
def cost_exceeds_loss(case: Case) -> Hit | None:
    """The plan costs more a year than the loss it avoids, with no regulator and nobody's safety behind it.

    Both are measured against the policy's cheapest strategy, which somebody would pay for anyway.
    """
    row, facts = case.plan.row, case.facts
    driven = facts.safety_driver or facts.regulator_rto is not None or facts.regulator_rpo is not None
    if row is None or case.rto is None or driven or facts.running_cost is None or facts.loss_per_hour is None:
        return None
    cheapest = case.policy.by_price[0]
    sooner = max(recovery_time(cheapest, facts, case.policy) - case.rto, 0)
    extra = round((row.share - cheapest.share) * facts.running_cost, 2)
    avoided = round(facts.loss_per_hour * sooner / HOUR * case.policy.disruptions_per_year, 2)
    return Hit({"cost": extra, "avoided": avoided, "currency": case.policy.currency}) if extra > avoided else None


def _three_options(case: Case) -> Iterator[Remediation]:
    """The plan as it is with the money for it, then cheaper ones: within the budget first, then between."""
    cost, rows = case.plan.yearly_cost, _cheaper(case)
    yield relabelled("offer.budget", {"recovery_budget": cost}, currency=case.policy.currency)
    within = [row for row in rows if _price(case, row) <= (case.facts.recovery_budget or 0)]
    between = [row for row in rows if row not in within]
    for row in (within + between)[: OPTIONS - 1]:
        yield objectives(_held_by(case, row)) if row in within else _with_money(case, row)


def _price(case: Case, row: StrategyRow) -> float:
    return yearly_cost(row, case.facts) or 0


def _with_money(case: Case, row: StrategyRow) -> Remediation:
    held = _held_by(case, row)
    label = "offer.budget-" + ("-".join(held) if len(held) == 1 else "objectives")
    return relabelled(label, {**held, "recovery_budget": _price(case, row)}, currency=case.policy.currency)


@rule("cost-exceeds-budget", BLOCKS, OWNER, _three_options, STRATEGY + " running_cost recovery_budget", order=390)
def cost_exceeds_budget(case: Case) -> Hit | None:
    """The plan costs more a year than is set aside for it."""
    cost, budget = case.plan.yearly_cost, case.facts.recovery_budget
    if cost is None or budget is None or cost <= budget:
        return None
    return Hit({"cost": cost, "budget": budget, "currency": case.policy.currency})
