"""The plan for a pair of objectives: strategy, live copy, history, losses and money (method, section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from recovery.durations import HOUR
from recovery.facts import Facts, Objective, State, System
from recovery.planning.backups import (
    BackupPlan,
    Kept,
    backup_loss,
    plan_archive,
    plan_backups,
    snapshot_interval,
    snapshot_overhead,
)
from recovery.planning.clock import NOTHING, Parts, data_recovery_time, measured_time, parts_of, recovery_time
from recovery.policy import Pair, Policy, StrategyRow


@dataclass(frozen=True, slots=True)
class Loss:
    """Seconds of work lost at worst, when the site is lost and when the data are destroyed; None where it cannot be
    said. `all_in_disaster` and `all_in_corruption` say that everything is lost, which no number can; `measured` that
    the copies themselves have shown how much, and nobody only said so."""

    disaster: int | None
    corruption: int | None
    all_in_disaster: bool = False
    all_in_corruption: bool = False
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the objectives lead to.

    `recovery_time` is from the loss of a site, `data_recovery_time` from the destruction of the data (None where there
    are none, or nobody knows yet), both in seconds; `live_alarm` the lag of the live copy at which somebody is called;
    money is a year's, in the policy's currency.
    """

    pair: Pair | None
    recovery_time: int | None
    data_recovery_time: int | None
    live_copy: str | None
    live_alarm: int | None
    history: BackupPlan | None
    archive: Kept | None
    cost_tier: int | None
    yearly_cost: float | None
    expected_loss: float | None
    worst_loss: Loss

    @property
    def row(self) -> StrategyRow | None:
        """The strategy."""
        return self.pair.row if self.pair else None

    @property
    def live_kind(self) -> str | None:
        """None, asynchronous or synchronous, whatever the policy calls the live copy."""
        return self.pair.copy.kind if self.pair else self.live_copy


def make_plan(system: System, policy: Policy) -> Plan:
    """The cheapest plan that meets the objectives; parts that an open objective leaves open are None."""
    rpo, facts = system.rpo, system.facts
    pair = choose(system.rto, rpo, facts, policy)
    copy = pair.copy.key if pair else "none" if rpo is State.NOT_APPLICABLE else None
    kind = pair.copy.kind if pair else copy
    alarm = _alarm(pair, rpo)
    history = plan_backups(history_objective(system, pair), facts, policy)
    past = None if history is None else backup_loss(history.kind, history.interval, facts)
    time = None if pair is None else recovery_time(pair, facts, has_data=system.has_data)
    loss = Loss(_disaster(kind, alarm, past), past)
    return Plan(
        pair=pair,
        recovery_time=time,
        data_recovery_time=_data_time(system, pair, policy),
        live_copy=copy,
        live_alarm=alarm,
        history=history,
        archive=plan_archive(rpo, facts, policy),
        cost_tier=pair.tier if pair else None,
        yearly_cost=yearly_cost(pair, facts),
        expected_loss=expected_loss(time, loss.disaster, facts, policy),
        worst_loss=loss,
    )


def _alarm(pair: Pair | None, rpo: Objective) -> int | None:
    """The lag at which somebody is called: half of what may be lost, but not what is always lost."""
    if pair is None or not pair.copy.best_point or isinstance(rpo, State):
        return None
    return max(rpo // 2, pair.copy.best_point)


def _disaster(kind: str | None, alarm: int | None, past: int | None) -> int | None:
    if kind in (None, "none"):
        return past if kind else None
    return 0 if kind == "synchronous" else alarm


def _data_time(system: System, pair: Pair | None, policy: Policy) -> int | None:
    if pair is None or not system.has_data:
        return None
    return data_recovery_time(pair.row, system.facts, policy)


def history_objective(system: System, pair: Pair | None) -> Objective:
    """The RPO that the copies of the past have to keep: that for destroyed data where one was given. Without a live
    copy they have to serve for the loss of the site as well."""
    rpo, other = system.rpo, system.data_rpo
    if other is None or isinstance(rpo, State):
        return rpo
    return other if pair is not None and not pair.restores else min(rpo, other)


def choose(rto: Objective, rpo: Objective, facts: Facts, policy: Policy) -> Pair | None:
    """The cheapest pair of strategy and live copy that meets both objectives; else None. Of two that cost the same the
    one of the lower tier, then the weaker. An RPO that does not apply asks nothing, and there is no data to copy."""
    if rpo is State.NOT_APPLICABLE:
        return None if isinstance(rto, State) else _cheapest(policy.bare_by_price, rto, None, facts, policy)
    if isinstance(rto, State) or isinstance(rpo, State):
        return None
    return _cheapest(policy.by_price, rto, rpo, facts, policy)


def _cheapest(pairs: Iterable[Pair], rto: int, rpo: int | None, facts: Facts, policy: Policy) -> Pair | None:
    has_data = rpo is not None
    for pair in pairs:
        # Most pairs fall by their best figures alone, before anything has to be reckoned.
        if pair.base_time > rto and facts.minimum_service is None:
            continue
        point = 0 if rpo is None else pair.copy.best_point
        if point is None:
            point = history_point(rpo or 0, facts, policy)
        if (rpo is None or point <= rpo) and recovery_time(pair, facts, has_data=has_data) <= rto:
            return pair
    return None


def history_point(rpo: int, facts: Facts, policy: Policy) -> int:
    """The least that may be lost with the copies of the past alone: 5 minutes of a continuous log, else a snapshot."""
    if rpo >= 2 * policy.shortest_snapshot:
        interval = snapshot_interval(rpo, facts, policy)
        if interval is not None:
            return interval + snapshot_overhead(facts)
    return policy.continuous_interval + (facts.copy_lag or 0)


def best_point(pair: Pair, rpo: Objective, facts: Facts, policy: Policy) -> int | None:
    """The least that may be lost with a pair; None where there is nothing to lose."""
    if rpo is State.NOT_APPLICABLE:
        return None
    if pair.copy.best_point is not None:
        return pair.copy.best_point
    return history_point(rpo if isinstance(rpo, int) else 0, facts, policy)


def own_time(system: System, pair: Pair | None, policy: Policy) -> tuple[int | None, Parts]:
    """What a system needs by itself with this plan, and its two parts, in seconds.

    Measured in the last exercise, else the plan's recovery time; None without a plan. A business service has nothing of
    its own to recover.
    """
    if system.is_service:
        return 0, NOTHING
    row = pair.row if pair else None
    measured = measured_time(system, row) if system.exercises else None
    if measured is not None:
        return measured, parts_of(measured, row, policy)
    if pair is None:
        return None, NOTHING
    time = recovery_time(pair, system.facts, has_data=system.has_data)
    return time, parts_of(time, row, policy)


def yearly_cost(pair: Pair | None, facts: Facts) -> float | None:
    """Share × running cost; None while the running cost is unanswered."""
    return None if pair is None or facts.running_cost is None else round(pair.share * facts.running_cost, 2)


def expected_loss(time: int | None, lost: int | None, facts: Facts, policy: Policy) -> float | None:
    """(loss per hour × recovery time + loss per hour of lost work × worst-case loss) × disruptions a year.

    Each part counts only where its figure is known; None when neither is.
    """
    outage = None if time is None or facts.loss_per_hour is None else facts.loss_per_hour * time
    work = None if lost is None or facts.loss_per_lost_hour is None else facts.loss_per_lost_hour * lost
    if outage is None and work is None:
        return None
    return round(((outage or 0) + (work or 0)) / HOUR * policy.disruptions_per_year, 2)
