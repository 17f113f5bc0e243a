"""What a summary says about one system: frozen values, seconds for times, texts in the reader's language.

The JSON file is these very fields; docs/summary-format.md describes them. A change there is a new `SHAPE`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

SHAPE = 1


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective: `state` is "value" exactly when there are seconds; else "unset", "unknown", "not applicable"."""

    state: str
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Supplier:
    name: str
    rto_seconds: int | None
    rpo_seconds: int | None


@dataclass(frozen=True, slots=True)
class Master:
    """The catalogue's own words about the system."""

    key: str
    name: str
    purpose: str
    data_kinds: str
    business_unit: str
    owner: Person | None
    technical_contact: Person | None
    status: str
    hosting: str
    tags: tuple[str, ...]
    data_size_gib: Decimal | None
    running_cost: Decimal | None
    recovery_budget: Decimal | None
    supplier: Supplier | None


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
class Loss:
    """Seconds of work lost at worst."""

    disaster_seconds: int | None
    corruption_seconds: int | None


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


@dataclass(frozen=True, slots=True)
class Justification:
    """Why a contradiction is wanted; `state` is said, accepted, rejected, or outdated when its numbers changed."""

    reason: str
    by: str
    at: dt.datetime
    state: str
    decided_by: str
    decided_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`state` is open, justified, accepted, rejected or resolved. `terms` says it in the terms of the trade."""

    code: str
    subject: str
    severity: str
    text: str
    terms: str
    read: Mapping[str, Any]
    state: str
    justification: Justification | None
    first_seen_at: dt.datetime
    resolved_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency, seen from this system. `fits` is None where one of the two numbers is missing.

    `visible` tells whether the reader may open the other system.
    """

    key: str
    name: str
    kind: str
    note: str
    rto: Goal
    rpo: Goal
    needed_within_seconds: int | None
    fits: bool | None
    visible: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What protects the system now, as far as somebody has said it."""

    strategy: str
    live_copy: str
    live_lag_seconds: int | None
    history: str
    interval_seconds: int | None
    retention_seconds: int | None
    copy_elsewhere: bool | None
    immutable: bool | None
    restore_mib_per_s: Decimal | None
    note: str
    worst_loss: Loss


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """An exercise, and whether it reached the objectives of today; None where that cannot be said."""

    performed_on: dt.date
    rta_seconds: int | None
    rpa_seconds: int | None
    reached: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that informs and feeds no rule, line by line; `own` marks a question of the company's own."""

    key: str
    question: str
    answer: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class SignOff:
    """The latest approval: who answered, who approved (never the same person), and what exactly was signed.

    `still_holds` is false when objectives or plan are others today than those that were signed.
    """

    approved_by: Person
    approved_at: dt.datetime
    answered_by: Person | None
    submitted_at: dt.datetime | None
    policy_version: str
    comment: str
    signed: Mapping[str, Any]
    rto: Goal
    rpo: Goal
    still_holds: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything about one system at one moment."""

    shape: int
    language: str
    currency: str
    produced_at: dt.datetime
    answer_state: str
    policy_version: str
    derived_at: dt.datetime | None
    out_of_date: bool
    system: Master
    objectives: Objectives
    plan: Plan
    strategies: tuple[Option, ...]
    neighbours: tuple[Step, ...]
    contradictions: tuple[Contradiction, ...]
    needs: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    today: Today | None
    drills: tuple[ExerciseResult, ...]
    told: tuple[Told, ...]
    sign_off: SignOff | None
