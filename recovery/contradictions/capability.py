"""What the strategies can do, today's and the derived one, against the objectives."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import (
    ANSWERS,
    ARCHITECT,
    BLOCKS,
    INFORMS,
    MONEY,
    PROTECTION,
    STRATEGY,
    Hit,
    Remediation,
    act,
    objectives,
    relabelled,
    rule,
)
from recovery.planning.clock import recovery_time, restore_time
from recovery.planning.plan import best_point, yearly_cost
from recovery.policy import Pair, StrategyRow

SECTION_4 = "method, section 4; AWS Well-Architected REL13-BP02"


def row_today(case: Case) -> StrategyRow | None:
    """The policy's row of today's strategy, where somebody has said which it is."""
    return case.policy.row(case.system.today.strategy)


def _pairs(case: Case, row: StrategyRow) -> list[Pair]:
    """A strategy with each live copy that it can carry, the cheapest first."""
    every = case.policy.pairs_for(has_data=case.has_data)
    return [pair for pair in every if pair.row.key == row.key]


def needed_for(case: Case, pair: Pair) -> dict[str, int]:
    """The objectives as loose as a pair needs them, in seconds, where they are tighter now."""
    time, needed = recovery_time(pair, case.facts, has_data=case.has_data), {}
    point = best_point(pair, case.system.rpo, case.facts, case.policy)
    if case.rto is not None and time > case.rto:
        needed["rto"] = time
    if case.rpo is not None and point is not None and point > case.rpo:
        needed["rpo"] = point
    return needed


def _reach_today(case: Case) -> dict[str, int]:
    row = row_today(case)
    if row is None:
        return {}
    return min((needed_for(case, pair) for pair in _pairs(case, row)), key=lambda needed: sum(needed.values()))


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
    "rto rpo today.strategy data_size_gib restore_mib_per_s",
    about=PROTECTION,
    cause="weak-protection",
    order=180,
    source=SECTION_4,
)
def restore_exceeds_rto(case: Case) -> Hit | None:
    """Today the data is restored from a backup, and copying it back alone takes longer than the RTO."""
    row, restore, rto = row_today(case), restore_time(case.facts), case.rto
    if row is None or row.fails_over or restore is None or rto is None or restore <= rto or not case.has_data:
        return None
    return Hit({"restore": restore, "rto": rto})


@rule(
    "strategy-misses-objective",
    BLOCKS,
    ARCHITECT,
    _strengthen_or_loosen,
    STRATEGY + " today.strategy",
    about=PROTECTION,
    cause="weak-protection",
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


def _nearest(case: Case) -> Pair:
    """The pair that asks the least to be given up, in seconds of both objectives together."""
    every = case.policy.pairs_for(has_data=case.has_data)
    return min(every, key=lambda pair: (sum(_excess(case, pair)), pair.tier))


def _excess(case: Case, pair: Pair) -> Iterator[int]:
    asked = {"rto": case.rto or 0, "rpo": case.rpo or 0}
    return (seconds - asked[name] for name, seconds in needed_for(case, pair).items())


def _meet_nearest(case: Case) -> Iterator[Remediation]:
    yield objectives(needed_for(case, _nearest(case)))
    yield act("extend-policy")


@rule("no-strategy-fits", BLOCKS, ARCHITECT, _meet_nearest, STRATEGY, about=ANSWERS, order=210, source=SECTION_4)
def no_strategy_fits(case: Case) -> Hit | None:
    """Both objectives are given, and no strategy of the policy meets them."""
    if case.rto is None or (case.rpo is None and case.has_data) or case.plan.row is not None:
        return None
    pair = _nearest(case)
    time = recovery_time(pair, case.facts, has_data=case.has_data)
    point = best_point(pair, case.system.rpo, case.facts, case.policy)
    needed = {"time": time, "point": point or 0}
    read = {"strategy": pair.row.key, **needed, "rto": case.rto, "rpo": case.rpo}
    return Hit(read, "" if case.has_data else "no-data")


def _weaken(case: Case) -> Iterator[Remediation]:
    saving = _overspent(case)
    for remediation in _derived(case):
        if saving is None:
            yield remediation
        else:
            yield relabelled("offer.strategy-saves", remediation.change, saving=saving, currency=case.policy.currency)


def _overspent(case: Case) -> float | None:
    """What today's strategy costs a year more than the derived one, each with the live copy that the plan has or, where
    it cannot carry that, the cheapest; None while the running cost is unanswered."""
    row, derived = row_today(case), case.plan.yearly_cost
    if row is None or derived is None:
        return None
    every = _pairs(case, row)
    same = [pair for pair in every if pair.copy.key == case.plan.live_copy]
    today = yearly_cost((same or every)[0], case.facts)
    return None if today is None else round(today - derived, 2)


@rule("overbuilt", INFORMS, ARCHITECT, _weaken, STRATEGY + " today.strategy", about=MONEY, order=400, source=SECTION_4)
def overbuilt(case: Case) -> Hit | None:
    """Today's strategy stands two or more rows (policy) above the derived one: money that could serve elsewhere."""
    row, derived, rows = row_today(case), case.plan.row, case.policy.strategies
    if row is None or derived is None or rows.index(row) - rows.index(derived) < case.policy.overbuilt_rows:
        return None
    read = {"today": row.key, "strategy": derived.key}
    saving = _overspent(case)
    return Hit(read) if saving is None else Hit({**read, "saving": saving, "currency": case.policy.currency}, "saving")
