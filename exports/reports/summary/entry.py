"""What the catalogue says about the system, what it is tied to, and what protects it today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from exports.reports.summary.values import Goal, Loss, Person


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
    type: str
    hosting: str
    tags: tuple[str, ...]
    data_size_gib: Decimal | None
    running_cost: Decimal | None
    recovery_budget: Decimal | None
    supplier: Supplier | None


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
    live_site: str
    history: str
    interval_seconds: int | None
    retention_seconds: int | None
    archive_retention_seconds: int | None
    history_site: str
    copy_elsewhere: bool | None
    isolated: bool | None
    immutable: bool | None
    restore_mib_per_s: Decimal | None
    note: str
    worst_loss: Loss
    loss_is_measured: bool = False
    """Copies that checked in have shown it; else it follows from how they are arranged."""


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """A drill, and whether it reached the objectives of today; None where that cannot be said."""

    kind: str
    performed_on: dt.date
    scope: str
    people: str
    rta_seconds: int | None
    rpa_seconds: int | None
    reached: bool | None
    note: str
    evidence_link: str
    evidence_name: str
