"""The plan for a pair of objectives: strategy, live copy, history, losses and money (method, section 4)."""

import math
from dataclasses import dataclass

from recovery.durations import HOUR, LONGEST
from recovery.facts import Facts, Objective, State, System
from recovery.policy import Policy, StrategyRow


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Copies of the past, against corruption and deletion. `interval` is None when there is no data to keep."""

    kind: str
    interval: int | None
    retention: int | None


@dataclass(frozen=True, slots=True)
class Loss:
    """Seconds of work lost at worst; None where it cannot be said."""

    disaster: int | None
    corruption: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the objectives lead to. `recovery_estimate` is the strategy's best recovery time for this system;
    `live_alarm` the lag of the live copy at which somebody is called; money is a year's, in the policy's currency."""

    row: StrategyRow | None
    recovery_estimate: int | None
    live_copy: str | None
    live_alarm: int | None
    history: BackupPlan | None
    cost_tier: int | None
    yearly_cost: float | None
    expected_loss: float | None
    worst_loss: Loss


def make_plan(rto: Objective, rpo: Objective, facts: Facts, policy: Policy) -> Plan:
    """The cheapest plan that meets the objectives; parts that an open objective leaves open are None."""
    row = choose(rto, rpo, facts, policy)
    replication = choose_replication(rpo, row, policy)
    alarm = rpo // 2 if replication == "asynchronous" and not isinstance(rpo, State) else None
    history = plan_backups(rpo, facts, policy)
    past = None if history is None else backup_loss(history.kind, history.interval, facts)
    return Plan(
        row=row,
        recovery_estimate=None if row is None else recovery_time(row, facts, policy),
        live_copy=replication,
        live_alarm=alarm,
        history=history,
        cost_tier=cost_tier(row, replication, policy),
        yearly_cost=yearly_cost(row, facts),
        expected_loss=expected_loss(rto, facts, policy),
        worst_loss=Loss({"synchronous": 0, "asynchronous": alarm, "none": past}.get(replication or ""), past),
    )


def restore_time(facts: Facts) -> int | None:
    """Seconds that copying all data back takes: size ÷ throughput. None while either is unanswered."""
    if facts.data_size_gib is None or facts.restore_mib_per_s is None:
        return None
    if not facts.restore_mib_per_s:
        return LONGEST
    return min(math.ceil(facts.data_size_gib * 1024 / facts.restore_mib_per_s), LONGEST)


def recovery_time(row: StrategyRow, facts: Facts, policy: Policy) -> int:
    """The best recovery time of a strategy for this system.

    Where a person has to act, noticing and deciding come first (policy: detection and declaration time).
    """
    noticing = policy.detection_time + policy.declaration_time if row.needs_person else 0
    return row.best_time + noticing + ((restore_time(facts) or 0) if row.restores else 0)


def choose(rto: Objective, rpo: Objective, facts: Facts, policy: Policy) -> StrategyRow | None:
    """The cheapest strategy that meets both objectives, the weaker row first when two cost the same; else None.

    An RPO that does not apply asks nothing of it.
    """
    point = LONGEST if rpo is State.NOT_APPLICABLE else rpo
    if isinstance(rto, State) or isinstance(point, State):
        return None
    for row in policy.by_price:
        # Most rows fall by their best figures alone, before anything has to be reckoned.
        if row.best_point <= point and row.best_time <= rto and recovery_time(row, facts, policy) <= rto:
            return row
    return None


def recovery_estimate(system: System, rto: Objective, policy: Policy) -> int | None:
    """What a system needs by itself once all it needs is up, were its RTO this one: measured in the last exercise, else
    its strategy's best recovery time; None without a strategy."""
    if system.exercise.rta is not None:
        return system.exercise.rta
    row = choose(rto, system.rpo, system.facts, policy)
    return None if row is None else recovery_time(row, system.facts, policy)


def choose_replication(rpo: Objective, row: StrategyRow | None, policy: Policy) -> str | None:
    """The copy against the loss of a site: synchronous for RPO 0; asynchronous for an RPO below 5 minutes (policy) or
    where the strategy keeps live data; otherwise none. None while it depends on an objective nobody has given."""
    if isinstance(rpo, State):
        return "none" if rpo is State.NOT_APPLICABLE else None
    if rpo == 0:
        return "synchronous"
    if rpo < policy.live_copy_below or (row is not None and row.keeps_live_data):
        return "asynchronous"
    return None if row is None else "none"


def replication_tier(replication: str | None, policy: Policy) -> int:
    """The cost tier a live copy asks for by itself."""
    return {"synchronous": policy.synchronous_tier, "asynchronous": policy.asynchronous_tier}.get(replication or "", 1)


def cost_tier(row: StrategyRow | None, replication: str | None, policy: Policy) -> int | None:
    """The higher of the strategy's tier and the live copy's; None without a strategy."""
    return None if row is None else max(row.tier, replication_tier(replication, policy))


def plan_backups(rpo: Objective, facts: Facts, policy: Policy) -> BackupPlan | None:
    """The copies of the past, against corruption and deletion, which a live copy repeats at once.

    A continuous log where the RPO is below twice the shortest snapshot interval (policy), snapshots otherwise, nothing
    where the RPO does not apply; None while the RPO is unset or unknown.
    """
    if isinstance(rpo, State):
        return BackupPlan("none", None, None) if rpo is State.NOT_APPLICABLE else None
    kept = retention(facts, policy)
    interval = None if rpo < 2 * policy.shortest_snapshot else snapshot_interval(rpo, facts, policy)
    if interval is None:
        return BackupPlan("continuous", policy.continuous_interval, kept)
    return BackupPlan("snapshot", interval, kept)


def snapshot_interval(rpo: int, facts: Facts, policy: Policy) -> int | None:
    """The longest interval for which `interval + start window + running time + copy lag ≤ RPO`; None, and with it a
    continuous log, when no interval is short enough."""
    room = rpo - snapshot_overhead(facts)
    offered = (policy.shortest_snapshot, *policy.snapshot_intervals)
    return max((step for step in offered if policy.shortest_snapshot <= step <= room), default=None)


def snapshot_overhead(facts: Facts) -> int:
    """What a snapshot's age grows by before it is safe; each part counts 0 while nobody has entered it."""
    return (facts.start_window or 0) + (facts.running_time or 0) + (facts.copy_lag or 0)


def retention(facts: Facts, policy: Policy) -> int:
    """How long copies are kept: `max(discovery time + 7 d, legal retention, 35 d)`, days from the policy."""
    discovery = 0 if facts.discovery_time is None else facts.discovery_time + policy.discovery_margin
    return max(discovery, facts.legal_retention or 0, policy.retention_minimum)


def backup_loss(kind: str | None, interval: int | None, facts: Facts) -> int | None:
    """Seconds of work lost when only the history is left. A log runs all the time: only its copying lags behind."""
    if interval is None:
        return None
    return interval + ((facts.copy_lag or 0) if kind == "continuous" else snapshot_overhead(facts))


def yearly_cost(row: StrategyRow | None, facts: Facts) -> float | None:
    """Share × running cost; None while the running cost is unanswered."""
    return None if row is None or facts.running_cost is None else round(row.share * facts.running_cost, 2)


def expected_loss(rto: Objective, facts: Facts, policy: Policy) -> float | None:
    """Loss per hour × RTO × disruptions per year; None while the loss or the RTO is unanswered."""
    if facts.loss_per_hour is None or isinstance(rto, State):
        return None
    return round(facts.loss_per_hour * rto / HOUR * policy.disruptions_per_year, 2)
