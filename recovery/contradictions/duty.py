"""Hours in which nobody is on duty, where it takes a person to recover."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.destroyed_data import data_time, snapped_up
from recovery.contradictions.rule import BLOCKS, OWNER, STRATEGY, Hit, Remediation, change, objectives, relabelled, rule
from recovery.durations import LADDER
from recovery.planning.plan import choose


def _attend(case: Case) -> Iterator[Remediation]:
    yield relabelled("offer.on-call", {"unattended": 0})
    stretch, site, data = case.facts.unattended or 0, _site_time(case), _data_time(case)
    if site is not None:
        for step in reversed(LADDER[1:]):
            pair = choose(step, case.system.rpo, case.facts, case.policy)
            if step < (case.rto or 0) and pair is not None and not pair.row.person:
                yield relabelled("offer.failover", {"rto": step})
                break
        yield objectives({"rto": stretch + site})
    if data is not None:
        yield change(data_rto=snapped_up(stretch + data))


def _late(case: Case, time: int | None, rto: int | None) -> int | None:
    """A recovery time that a person on duty could keep to, and that is too long after a stretch with nobody there."""
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
