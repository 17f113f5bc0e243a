"""What the strategies can do, today's and the derived one, against the objectives."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import (
    ARCHITECT,
    BLOCKS,
    INFORMS,
    OWNER,
    STRATEGY,
    Hit,
    Remediation,
    act,
    objectives,
    relabelled,
    rule,
)
from recovery.durations import LADDER
from recovery.planning.plan import choose, recovery_time, restore_time, yearly_cost
from recovery.policy import StrategyRow

SECTION_4 = "method, section 4; AWS Well-Architected REL13-BP02"


def _today(case: Case) -> StrategyRow | None:
    return case.policy.row(case.system.today.strategy)


def _reach(case: Case, row: StrategyRow) -> dict[str, int]:
    """The objectives as loose as a strategy needs them, where they are tighter now."""
    time, needed = recovery_time(row, case.facts, case.policy), {}
    if case.rto is not None and time > case.rto:
        needed["rto"] = time
    if case.rpo is not None and row.best_point > case.rpo:
        needed["rpo"] = row.best_point
    return needed


def _reach_today(case: Case) -> dict[str, int]:
    row = _today(case)
    return {} if row is None else _reach(case, row)


def _derived(case: Case) -> Iterator[Remediation]:
    if case.plan.row is not None:
        yield relabelled("offer.strategy", {"today.strategy": case.plan.row.key})


def _strengthen_or_loosen(case: Case) -> Iterator[Remediation]:
    yield from _derived(case)
    yield objectives(_reach_today(case))


@rule(
    "restore-exceeds-rto",
    BLOCKS,
    ARCHITECT,
    _strengthen_or_loosen,
    "rto today.strategy data_size_gib restore_mib_per_s",
    order=180,
    source=SECTION_4,
)
def restore_exceeds_rto(case: Case) -> Hit | None:
    """Today the data is restored from a backup, and copying it back alone takes longer than the RTO."""
    row, restore, rto = _today(case), restore_time(case.facts), case.rto
    if row is None or not row.restores or restore is None or rto is None or restore <= rto:
        return None
    return Hit({"restore": restore, "rto": rto})


@rule(
    "strategy-misses-objective",
    BLOCKS,
    ARCHITECT,
    _strengthen_or_loosen,
    STRATEGY + " today.strategy",
    order=200,
    source=SECTION_4,
)
def strategy_misses_objective(case: Case) -> Hit | None:
    """Today's strategy cannot meet an objective: its best recovery time or point is looser."""
    needed, key = _reach_today(case), case.system.today.strategy
    if not needed:
        return None
    if "rto" in needed:
        return Hit({"strategy": key, "time": needed["rto"], "rto": case.rto}, "time")
    return Hit({"strategy": key, "point": needed["rpo"], "rpo": case.rpo}, "point")


def _nearest(case: Case) -> StrategyRow:
    """The row that asks the least to be given up, in seconds of both objectives together."""
    given = (case.rto or 0) + (case.rpo or 0)
    return min(case.policy.strategies, key=lambda row: (sum(_reach(case, row).values()) - given, row.tier))


def _meet_nearest(case: Case) -> Iterator[Remediation]:
    yield objectives(_reach(case, _nearest(case)))
    yield act("extend-policy")


@rule("no-strategy-fits", BLOCKS, ARCHITECT, _meet_nearest, STRATEGY, order=210, source=SECTION_4)
def no_strategy_fits(case: Case) -> Hit | None:
    """Both objectives are given, and no strategy of the policy meets them."""
    if case.rto is None or (case.rpo is None and case.has_data) or case.plan.row is not None:
        return None
    row = _nearest(case)
    time = recovery_time(row, case.facts, case.policy)
    needed = {"time": time, "point": row.best_point}
    return Hit({"strategy": row.key, **needed, "rto": case.rto, "rpo": case.rpo}, "" if case.has_data else "no-data")


def _attend(case: Case) -> Iterator[Remediation]:
    yield relabelled("offer.on-call", {"unattended": 0})
    for step in reversed(LADDER):
        row = choose(step, case.system.rpo, case.facts, case.policy)
        if step < (case.rto or 0) and row is not None and not row.needs_person:
            yield relabelled("offer.failover", {"rto": step})
            break
    yield objectives({"rto": case.facts.unattended or 0})


@rule("unattended", BLOCKS, OWNER, _attend, STRATEGY + " unattended", order=220)
def unattended(case: Case) -> Hit | None:
    """The longest stretch with nobody on duty exceeds the RTO, and the derived strategy needs a person to act."""
    rto, stretch, row = case.rto, case.facts.unattended, case.plan.row
    if rto is None or stretch is None or row is None or not row.needs_person or stretch <= rto:
        return None
    return Hit({"rto": rto, "unattended": stretch, "strategy": row.key})


def _weaken(case: Case) -> Iterator[Remediation]:
    saving = _overspent(case)
    for remediation in _derived(case):
        if saving is None:
            yield remediation
        else:
            yield relabelled("offer.strategy-saves", remediation.change, saving=saving, currency=case.policy.currency)


def _overspent(case: Case) -> float | None:
    """What today's strategy costs a year more than the derived one; None while the running cost is unanswered."""
    today, derived = yearly_cost(_today(case), case.facts), case.plan.yearly_cost
    return None if today is None or derived is None else round(today - derived, 2)


@rule("overbuilt", INFORMS, ARCHITECT, _weaken, STRATEGY + " today.strategy", order=400, source=SECTION_4)
def overbuilt(case: Case) -> Hit | None:
    """Today's strategy stands two or more rows (policy) above the derived one: money that could serve elsewhere."""
    row, derived, rows = _today(case), case.plan.row, case.policy.strategies
    if row is None or derived is None or rows.index(row) - rows.index(derived) < case.policy.overbuilt_rows:
        return None
    read = {"today": row.key, "strategy": derived.key}
    saving = _overspent(case)
    return Hit(read) if saving is None else Hit({**read, "saving": saving, "currency": case.policy.currency}, "saving")
