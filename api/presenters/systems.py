"""What programs read about a system. Times are whole seconds; null is what nobody has said."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from accounts.models import User
from systems.models import Dependency, Exercise, Protection, System


class PersonOut(Schema):
    email: str
    name: str


class SystemOut(Schema):
    key: str
    name: str
    purpose: str
    data_kinds: str
    type: str
    status: str
    hosting: str
    site: str
    tags: list[str]
    business_unit: str | None
    owner: PersonOut | None
    technical_contact: PersonOut | None
    supplier: str
    supplier_rto_seconds: int | None
    supplier_rpo_seconds: int | None
    data_size_gib: Decimal | None
    running_cost: Decimal | None
    recovery_budget: Decimal | None
    version: int = Field(description="Grows with every change of the system's own facts.")
    created_at: datetime


class SystemsPage(Schema):
    items: list[SystemOut]
    next_cursor: str | None = Field(description="Give it as `cursor` for what comes next; null at the end.")


class DependencyOut(Schema):
    key: str = Field(description="The other system.")
    name: str
    kind: str
    note: str


class DependenciesOut(Schema):
    needs: list[DependencyOut]
    needed_by: list[DependencyOut]


class ProtectionOut(Schema):
    strategy: str
    live_copy: str
    live_lag_seconds: int | None
    live_site: str
    history: str
    interval_seconds: int | None
    retention_seconds: int | None
    archive_retention_seconds: int | None
    history_site: str
    isolated: bool | None
    immutable: bool | None
    start_window_seconds: int | None
    running_time_seconds: int | None
    copy_lag_seconds: int | None
    copies_at: str
    restore_mib_per_s: Decimal | None
    note: str


class ExerciseOut(Schema):
    id: int
    kind: str
    performed_on: date
    scope: str
    people: str
    rta_seconds: int | None
    rpa_seconds: int | None
    note: str
    evidence_link: str


class ExercisesOut(Schema):
    items: list[ExerciseOut]


def shown_person(person: User | None) -> PersonOut | None:
    return PersonOut(email=person.email, name=person.name) if person else None


def shown_system(system: System) -> SystemOut:
    """`system` comes with its unit, owner and technical contact."""
    unit = system.business_unit
    people: dict[str, Any] = {
        "owner": shown_person(system.owner),
        "technical_contact": shown_person(system.technical_contact),
    }
    itself = {
        name: getattr(system, name) for name in SystemOut.model_fields if name not in {*people, "tags", "business_unit"}
    }
    return SystemOut(**itself, **people, tags=system.tag_list, business_unit=unit.name if unit else None)


def shown_need(dependency: Dependency, other: System) -> DependencyOut:
    return DependencyOut(key=other.key, name=other.name, kind=dependency.kind, note=dependency.note)


def shown_protection(protection: Protection) -> ProtectionOut:
    return ProtectionOut(**{name: getattr(protection, name) for name in ProtectionOut.model_fields})


def shown_exercise(exercise: Exercise) -> ExerciseOut:
    return ExerciseOut(**{name: getattr(exercise, name) for name in ExerciseOut.model_fields})
