"""The columns of the catalogue that the method reads, and no more: a model for each row takes three times as long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, FloatField
from django.db.models.functions import Cast

from derivation.queries import among
from systems.models import Exercise, Proposal, System


class SystemRow(NamedTuple):
    """A system with its owner and what protects it. `protected` is None where nobody has said anything about that."""

    pk: int
    key: str
    type: str
    status: str
    site: str
    running_cost: float | None
    recovery_budget: float | None
    data_size_gib: float | None
    supplier_rto: int | None
    supplier_rpo: int | None
    changed_at: datetime | None
    owner: int | None
    owner_active: bool | None
    protected: int | None
    strategy: str | None
    live_copy: str | None
    live_lag: int | None
    live_site: str | None
    history: str | None
    interval: int | None
    retention: int | None
    history_site: str | None
    isolated: bool | None
    immutable: bool | None
    archive_retention: int | None
    restore_mib_per_s: float | None
    start_window: int | None
    running_time: int | None
    copy_lag: int | None
    copies_at: str | None


class ExerciseRow(NamedTuple):
    """An exercise; `reported`: it told of itself, and nobody recorded it."""

    system: int
    kind: str
    performed_on: date
    rta: int | None
    rpa: int | None
    reported: bool = False


class ProposalRow(NamedTuple):
    """What a list says of the objectives, in seconds, and which list."""

    system: int
    source: str
    rto: int | None
    rpo: int | None
    mtd: int | None
    wrt: int | None


_SYSTEM: tuple[Any, ...] = (
    "pk", "key", "type", "status", "site", Cast("running_cost", FloatField()), Cast("recovery_budget", FloatField()),
    Cast("data_size_gib", FloatField()), "supplier_rto_seconds", "supplier_rpo_seconds", "significantly_changed_at",
    "owner_id", "owner__is_active", F("protection__pk"), *(
        f"protection__{name}" for name in (
            "strategy", "live_copy", "live_lag_seconds", "live_site", "history", "interval_seconds",
            "retention_seconds", "history_site", "isolated", "immutable", "archive_retention_seconds",
        )
    ),
    Cast("protection__restore_mib_per_s", FloatField()), "protection__start_window_seconds",
    "protection__running_time_seconds", "protection__copy_lag_seconds", "protection__copies_at",
)  # fmt: skip
_PROPOSAL = ("system_id", "source", "rto_seconds", "rpo_seconds", "mtd_seconds", "wrt_seconds")
_EXERCISE = ("system_id", "kind", "performed_on", "rta_seconds", "rpa_seconds")


def system_rows(system_ids: Collection[int]) -> list[SystemRow]:
    """In the order of their ids. One query."""
    rows = among(System.objects.order_by("pk"), "pk", system_ids).values_list(*_SYSTEM)
    return [SystemRow._make(row) for row in rows]


def last_exercises(system_ids: Collection[int]) -> dict[int, tuple[ExerciseRow, ...]]:
    """The last exercise of each kind. One query."""
    rows = among(Exercise.objects.order_by("performed_on", "id"), "system_id", system_ids).values_list(*_EXERCISE)
    # Oldest first: of several of a kind, the newest stays.
    last: dict[int, dict[str, ExerciseRow]] = {}
    for row in (ExerciseRow(*each) for each in rows):
        last.setdefault(row.system, {})[row.kind] = row
    return {system: tuple(kinds.values()) for system, kinds in last.items()}


def proposals(system_ids: Collection[int]) -> dict[int, ProposalRow]:
    """What lists propose, where that is an objective. One query."""
    objectives = Proposal.objects.exclude(rto_seconds=None, rpo_seconds=None).order_by()
    rows = among(objectives, "system_id", system_ids).values_list(*_PROPOSAL)
    return {row[0]: ProposalRow._make(row) for row in rows}
