"""What exercises have shown."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.capability import row_today
from recovery.contradictions.rule import (
    ARCHITECT,
    BLOCKS,
    OWNER,
    PROTECTION,
    STRATEGY,
    WARNS,
    Hit,
    Remediation,
    act,
    objectives,
    rule,
)
from recovery.facts import DATA_RESTORE, FAILOVER
from recovery.messages.text import Value
from recovery.policy import StrategyRow


def needed_kinds(case: Case) -> tuple[str, ...]:
    """The kinds of exercise that a system needs with its strategy of today, or else of its plan."""
    return kinds_for(row_today(case) or case.plan.row, has_data=case.has_data)


def kinds_for(row: StrategyRow | None, *, has_data: bool) -> tuple[str, ...]:
    """A failover for what has a place to fail over to; a data restore for what keeps data. What has neither is built
    anew, which counts as a failover."""
    failover = (FAILOVER,) if not has_data or (row is not None and row.fails_over) else ()
    return (*failover, *((DATA_RESTORE,) if has_data else ()))


def _state(case: Case, kind: str) -> str:
    """Why the last exercise of a kind does not count: never, changed, old; empty where it does, or where
    restore-test-overdue says it."""
    exercise = case.system.exercise(kind) if case.system.exercises else None
    if kind == DATA_RESTORE and overdue_restore(case):
        return ""
    if exercise is None:
        return "never"
    if exercise.changed_since:
        return "changed"
    return "old" if exercise.age is not None and exercise.age > case.policy.drill_age else ""


def overdue_restore(case: Case) -> str:
    """Why restore tests that report by themselves prove nothing now: failed, old; empty where they do, and where none
    has reported. One that somebody recorded later counts in its place."""
    if not case.has_data:
        return ""
    if case.system.check_ins.restore_failed is not None:
        return "failed"
    last = case.system.exercise(DATA_RESTORE)
    reported = last is not None and last.reported and not last.changed_since
    return "old" if reported and last and (last.age or 0) > case.policy.drill_age else ""


def _open_kinds(case: Case) -> list[tuple[str, str]]:
    return [(kind, state) for kind in needed_kinds(case) if (state := _state(case, kind))]


def _plan_exercise(case: Case) -> Iterator[Remediation]:
    for kind, _ in _open_kinds(case):
        yield act(f"plan-{kind.replace('_', '-')}")


@rule(
    "never-tested",
    WARNS,
    ARCHITECT,
    _plan_exercise,
    STRATEGY + " today.strategy exercises check_ins.restore_failed",
    about=PROTECTION,
    cause="unproven",
    order=260,
)
def never_tested(case: Case) -> Hit | None:
    """No exercise of a kind that the system needs, none within 12 months (policy), or the system changed since: a data
    restore for what keeps data, a failover for what has one. A table-top exercise counts for neither. What is to be
    said of restore tests that report by themselves is said by `restore-test-overdue`.

    A system without any exercise is the case itself, not a missing input; but without an RTO there is nothing to test.
    """
    if case.rto is None:
        return None
    missing = _open_kinds(case)
    if not missing:
        return None
    kind, state = missing[0]
    kinds, exercise = tuple(each for each, _ in missing), case.system.exercise(kind)
    if len(missing) == 2 and {each for _, each in missing} == {"never"}:
        return Hit({"rto": case.rto, "kinds": kinds}, "never")
    age = exercise.age if exercise else None
    read: dict[str, Value] = {"rto": case.rto, "kinds": kinds, "age": age, "limit": case.policy.drill_age}
    return Hit(read, f"{state}.{kind.replace('_', '-')}")


def _missed(case: Case) -> dict[str, tuple[int, int]]:
    """What was reached at worst and what was asked, by objective, where the last exercise of a kind missed it."""
    system, found = case.system, dict[str, tuple[int, int]]()
    if not system.exercises:
        return found
    data = ("rto" if system.data_rto is None else "data_rto", "rpo" if system.data_rpo is None else "data_rpo")
    for kind, (time, loss), rto, rpo in (
        (FAILOVER, ("rto", "rpo"), case.rto, case.rpo),
        (DATA_RESTORE, data, case.data_rto, case.data_rpo),
    ):
        exercise = system.exercise(kind)
        reached = () if exercise is None else ((time, exercise.rta, rto), (loss, exercise.rpa, rpo))
        for name, shown, asked in reached:
            if shown is not None and asked is not None and shown > asked:
                found[name] = max(found.get(name, (0, asked)), (shown, asked))
    return found


def _fund_or_loosen(case: Case) -> Iterator[Remediation]:
    yield act("fund")
    yield objectives({name: reached for name, (reached, _) in _missed(case).items()})
    for kind in needed_kinds(case):
        yield act(f"plan-{kind.replace('_', '-')}")


@rule(
    "drill-missed-objective",
    BLOCKS,
    OWNER,
    _fund_or_loosen,
    "rto rpo data_rto data_rpo exercises",
    about=PROTECTION,
    cause="weak-protection",
    order=270,
)
def drill_missed_objective(case: Case) -> Hit | None:
    """The last exercise of a kind took longer than the RTO, or lost more than the RPO."""
    missed = _missed(case)
    if not missed:
        return None
    time = missed.get("rto") or missed.get("data_rto")
    loss = missed.get("rpo") or missed.get("data_rpo")
    times = {} if time is None else {"rta": time[0], "rto": time[1]}
    losses = {} if loss is None else {"rpa": loss[0], "rpo": loss[1]}
    variant = "both" if times and losses else "rta" if times else "rpa"
    return Hit({**times, **losses}, variant)
