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
    """What follows from the objectives. `because` gives the reason of each number by the number's name."""

    strategy: str
    live_copy: str
    live_alarm_seconds: int | None
    history: str
    interval_seconds: int | None
    retention_seconds: int | None
    worst_loss: Loss
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
    """One strategy of the policy: taken, or rejected, and why."""

    strategy: str
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
