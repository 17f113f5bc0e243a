"""What was asked for, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from exports.reports.summary.values import Goal, Loss


@dataclass(frozen=True, slots=True)
class Objectives:
    """What was asked for, and what the answers suggest. `because` has reasons under mtd, rto, rpo and peak."""

    rto: Goal
    rpo: Goal
    mtd_seconds: int | None
    suggested_rto_seconds: int | None
    suggested_rpo_seconds: int | None
    peak_rto_seconds: int | None
    because: Mapping[str, tuple[str, ...]]
    override_reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from the objectives. `because` gives the reason of each number by the number's name.

    The recovery time is from the loss of a site, the data recovery time from the destruction of the data, held against
    `data_rto_seconds`; that of today is with the copies there are today.
    """

    strategy: str
    live_copy: str
    live_alarm_seconds: int | None
    history: str
    interval_seconds: int | None
    retention_seconds: int | None
    then_interval_seconds: int | None
    then_retention_seconds: int | None
    archive_retention_seconds: int | None
    worst_loss: Loss
    recovery_time_seconds: int | None
    data_recovery_time_seconds: int | None
    today_data_recovery_time_seconds: int | None
    data_rto_seconds: int | None
    data_rpo_seconds: int | None
    own_time_seconds: int | None
    required_rto_seconds: int | None
    earliest_recovery_seconds: int | None
    wave: int | None
    cost_tier: int | None
    yearly_cost: Decimal | None
    expected_loss: Decimal | None
    because: Mapping[str, str]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One strategy of the policy with a live copy: taken, or rejected, and why."""

    strategy: str
    live_copy: str
    taken: bool
    fits: bool
    because: str
    recovery_time_seconds: int | None
    recovery_point_seconds: int | None
    cost_tier: int | None
    yearly_cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Step:
    """The plan one step away on the ladder; `step` is rto_looser, rto_tighter, rpo_looser or rpo_tighter."""

    step: str
    seconds: int | None
    strategy: str
    cost_tier: int | None
    yearly_cost: Decimal | None
    saving: Decimal | None
    label: str
