"""The rules of an AWS Backup plan, within what the service can do; what it cannot is a remark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exports.writers.plan_as_code.cadence import HOURLY, Cadence, cadence_of
from exports.writers.plan_as_code.plan import CONTINUOUS, DAY, HOUR, MINUTE, CodePlan, Copies, in_units

LEAST_WINDOW = 60
"""Minutes: a shorter start or completion window AWS Backup refuses."""
MOST_CONTINUOUS = 35
COLD_AFTER = 30
LEAST_COLD = 90
"""Days: what is moved to cold storage stays there so long at least."""
MOST_DAYS = 36500


@dataclass(frozen=True, slots=True)
class BackupRule:
    """One rule: windows in minutes, times to keep in days. `copies_keep` is for the copies elsewhere; `cold_after` None
    keeps all warm."""

    name: str
    cadence: Cadence
    continuous: bool
    start_window: int
    completion_window: int
    keep: int
    copies_keep: int
    cold_after: int | None = None


def days(seconds: int) -> int:
    """Whole days, rounded up: nothing is deleted before its time."""
    return min(max(1, -(-seconds // DAY)), MOST_DAYS)


def rules_of(plan: CodePlan) -> tuple[BackupRule, ...]:
    """The rules, the most frequent first; none where there is nothing to back up."""
    if not plan.has_copies or plan.main is None:
        return ()
    start, completion = windows(plan)
    main, continuous = plan.main, plan.history == CONTINUOUS
    keep = min(days(main.keep), MOST_CONTINUOUS) if continuous else days(main.keep)
    cadence = HOURLY if continuous else cadence_of(main.every)
    found = [BackupRule(plan.history, cadence, continuous, start, completion, keep, keep)]
    for name, copies in (("daily", plan.then), ("archive", plan.archive)):
        if copies is not None:
            found.append(_further(name, copies, start, completion))
    return tuple(found)


def _further(name: str, copies: Copies, start: int, completion: int) -> BackupRule:
    keep = days(copies.keep)
    cold = COLD_AFTER if name == "archive" and keep >= COLD_AFTER + LEAST_COLD else None
    return BackupRule(name, cadence_of(copies.every), False, start, completion, keep, keep, cold)


def windows(plan: CodePlan) -> tuple[int, int]:
    """Minutes until a backup has to start, and until it has to be complete, both from its schedule."""
    start = max(LEAST_WINDOW, -(-(plan.start_window or 0) // MINUTE))
    return start, start + max(LEAST_WINDOW, -(-(plan.running_time or 0) // MINUTE))


def kept_between(rules: tuple[BackupRule, ...]) -> tuple[int, int]:
    """The shortest and the longest that a rule keeps anything, in days: what the lock of the vault has to allow."""
    kept = [each.keep for each in rules]
    return min(kept), max(kept)


def remarks(plan: CodePlan) -> Iterator[str]:
    """What the plan asks for and AWS Backup does otherwise, one sentence or two each."""
    rules = rules_of(plan)
    if not rules or plan.main is None:
        return
    yield from _about_cadence(plan, plan.main)
    if (plan.start_window or 0) < LEAST_WINDOW * MINUTE:
        yield (
            f"The plan counts {in_units(plan.start_window or 0)} until a backup starts. AWS Backup has no start window "
            "below 60 min, so a copy may be up to that much older."
        )
    for rule in rules:
        if rule.name == "archive" and rule.cold_after is None:
            yield (
                f"Rule archive stays warm: cold storage keeps a copy for {LEAST_COLD} days at least, after "
                f"{COLD_AFTER} days, and this one is kept for {rule.keep}."
            )
    if any(rule.cold_after for rule in rules):
        yield (
            f"Rule archive moves to cold storage after {COLD_AFTER} days, where AWS keeps it {LEAST_COLD} days more "
            "at least. Not every kind of resource has cold storage; the others stay warm."
        )


def _about_cadence(plan: CodePlan, main: Copies) -> Iterator[str]:
    if plan.history == CONTINUOUS:
        yield (
            "Continuous backup exists for RDS, Aurora, S3 and SAP HANA. For any other resource the same rule makes a "
            "snapshot each hour, and nothing is there between two of them."
        )
        yield (
            "A copy of a continuous backup, in another region or account, is a snapshot. It comes each hour: where the "
            "place is lost and no live copy is there, up to an hour of work is lost, and the time to copy."
        )
        if main.keep > MOST_CONTINUOUS * DAY:
            yield (
                f"The plan keeps the log for {in_units(main.keep)}. Continuous backup keeps at most "
                f"{MOST_CONTINUOUS} days, so it is {MOST_CONTINUOUS} here."
            )
    elif main.every < HOUR:
        yield (
            f"The plan asks for a copy every {in_units(main.every)}. The shortest cadence of AWS Backup is 1 h, so up "
            "to an hour is lost: use continuous backup, or what the database itself has."
        )
