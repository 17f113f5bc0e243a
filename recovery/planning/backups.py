"""Copies of the past, against destroyed data: how often, for how long, and what they lose (method, section 4)."""

from dataclasses import dataclass

from recovery.durations import DAY
from recovery.facts import Facts, Objective, State
from recovery.policy import Policy

CONTINUOUS, SNAPSHOT, NO_HISTORY = "continuous", "snapshot", "none"


@dataclass(frozen=True, slots=True)
class Kept:
    """Copies that come at an interval and are kept for a time, both in seconds."""

    interval: int
    retention: int


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Copies of the past. `interval` is None when there is no data to keep; `then` the daily snapshots that go further
    back than a continuous log can."""

    kind: str
    interval: int | None
    retention: int | None
    then: Kept | None = None


def plan_backups(rpo: Objective, facts: Facts, policy: Policy) -> BackupPlan | None:
    """The copies of the past, against corruption and deletion, which a live copy repeats at once.

    A continuous log where the RPO is below twice the shortest snapshot interval (policy), snapshots otherwise, nothing
    where the RPO does not apply; None while the RPO is unset or unknown.
    """
    if isinstance(rpo, State):
        return BackupPlan(NO_HISTORY, None, None) if rpo is State.NOT_APPLICABLE else None
    kept = retention(facts, policy)
    interval = None if rpo < 2 * policy.shortest_snapshot else snapshot_interval(rpo, facts, policy)
    if interval is not None:
        return BackupPlan(SNAPSHOT, interval, kept)
    most = policy.continuous_retention_max
    then = Kept(DAY, kept) if kept > most else None
    return BackupPlan(CONTINUOUS, policy.continuous_interval, min(kept, most), then)


def plan_archive(rpo: Objective, facts: Facts, policy: Policy) -> Kept | None:
    """One copy a month (policy) for as long as the law asks, where that is longer than copies are kept anyway."""
    legal = facts.legal_retention
    if isinstance(rpo, State) or legal is None or legal <= retention(facts, policy):
        return None
    return Kept(policy.archive_interval, legal)


def snapshot_interval(rpo: int, facts: Facts, policy: Policy) -> int | None:
    """The longest interval for which `interval + start window + running time + copy lag ≤ RPO`; None, and with it a
    continuous log, when no interval is short enough."""
    room = rpo - snapshot_overhead(facts)
    return next((step for step in policy.intervals if step <= room), None)


def snapshot_overhead(facts: Facts) -> int:
    """What a snapshot's age grows by before it is safe; each part counts 0 while nobody has entered it."""
    return (facts.start_window or 0) + (facts.running_time or 0) + (facts.copy_lag or 0)


def retention(facts: Facts, policy: Policy) -> int:
    """How long copies are kept: `max(discovery time + 7 d, 35 d)`, days from the policy."""
    discovery = 0 if facts.discovery_time is None else facts.discovery_time + policy.discovery_margin
    return max(discovery, policy.retention_minimum)


def backup_loss(kind: str | None, interval: int | None, facts: Facts) -> int | None:
    """Seconds of work lost when only the history is left. A log runs all the time: only its copying lags behind."""
    if interval is None:
        return None
    return interval + ((facts.copy_lag or 0) if kind == CONTINUOUS else snapshot_overhead(facts))
