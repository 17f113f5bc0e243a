"""Hours in which nobody is on duty, where it takes a person to recover."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.capability import row_today
from recovery.contradictions.destroyed_data import data_time
from recovery.contradictions.rule import (
    BLOCKS,
    NEEDS,
    OWNER,
    STRATEGY,
    Hit,
    Remediation,
    change,
    promise,
    relabelled,
    rule,
)
from recovery.durations import LADDER, snap_up
from recovery.planning.clock import data_recovery_time
from recovery.planning.plan import choose, own_time
from recovery.policy import Pair


def _attend(case: Case) -> Iterator[Remediation]:
    yield promise("on-call", unattended=0)
    stretch, site, data = case.facts.unattended or 0, _site_time(case), _data_time(case)
    if site is not None:
        for step in reversed(LADDER[1:]):
            pair = choose(step, case.system.rpo, case.facts, case.policy)
            if step < (case.rto or 0) and pair is not None and not pair.row.person:
                yield _fail_over(case, step, pair)
                break
        yield _loose_enough(case, stretch, site)
    else:
        yield change(data_rto=snap_up(stretch + (data or 0)))


def _fail_over(case: Case, rto: int, pair: Pair) -> Remediation:
    """An RTO that nobody has to act for. Destroyed data still need somebody: they have as long as now or as needed."""
    longer = _longer_for_data(case, rto, pair)
    if longer is None:
        return relabelled("offer.failover", {"rto": rto})
    given = case.rto if case.system.data_rto is None else case.system.data_rto
    return relabelled("offer.failover-data", {"rto": rto, "data_rto": max(given or 0, longer)})


def _longer_for_data(case: Case, rto: int, pair: Pair | None) -> int | None:
    """The time for destroyed data that leaves somebody time to bring them back, with that plan; None where what is
    given does, or would be by an RTO that holds for them as well."""
    if data_time(case) is None:
        return None
    row = row_today(case) or (pair.row if pair else None)
    needed = (case.facts.unattended or 0) + data_recovery_time(row, case.facts, case.policy)
    return snap_up(needed) if needed > (rto if case.system.data_rto is None else case.system.data_rto) else None


def _loose_enough(case: Case, stretch: int, time: int) -> Remediation:
    """The RTO that leaves time to recover once somebody is there, and the time for destroyed data where it is too short
    then. A looser RTO may allow a plan that takes longer."""
    rto, pair = stretch + time, case.plan.pair
    for _ in case.policy.strategies:
        pair = choose(rto, case.system.rpo, case.facts, case.policy)
        rto = max(rto, stretch + (own_time(case.system, pair, case.policy)[0] or 0))
    longer = _longer_for_data(case, rto, pair)
    return change(rto=rto) if longer is None else relabelled("offer.rto-and-data", {"rto": rto, "data_rto": longer})


def _late(case: Case, time: int | None, rto: int | None) -> int | None:
    """The recovery time, where it is too long after a stretch with nobody on duty."""
    stretch = case.facts.unattended
    return None if not stretch or time is None or rto is None or stretch + time <= rto else time


def _site_time(case: Case) -> int | None:
    row = case.plan.row
    return _late(case, case.recovery_estimate, case.rto) if row is not None and row.person else None


def _data_time(case: Case) -> int | None:
    return _late(case, data_time(case), case.data_rto)


@rule(
    "unattended",
    BLOCKS,
    OWNER,
    _attend,
    STRATEGY + " unattended data_rto today.strategy today.history exercises",
    about=NEEDS,
    cause={"data": "destroyed-data-late"},
    order=220,
)
def unattended(case: Case) -> Hit | None:
    """The longest stretch with nobody on duty and the recovery time together exceed the RTO, where the derived strategy
    needs a person to act; or the RTO for destroyed data, where one always must."""
    stretch, time, data = case.facts.unattended, _site_time(case), _data_time(case)
    if time is not None:
        row = case.plan.row
        read = {"rto": case.rto, "unattended": stretch, "time": time, "strategy": row.key if row else None}
        return Hit(read)
    if data is not None:
        return Hit({"rto": case.data_rto, "unattended": stretch, "time": data}, "data")
    return None
