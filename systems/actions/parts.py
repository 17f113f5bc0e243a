"""Changing what belongs to a system: what it needs, what protects it, its exercises."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit
from systems.actions.systems import SystemChanged, changes_between, detail_of
from systems.models import Dependency, Exercise, Protection, System
from systems.services.staleness import mark_stale


class DependencyKnown(Exception):
    """The two systems stand in this relation already."""


@transaction.atomic
def add_dependency(*, system: System, needs: System, kind: str, note: str, by: User) -> Dependency:
    """Raises DependencyKnown. Sharing transactions goes both ways, so its reverse is the same thing."""
    same = Q(system=system, needs=needs)
    if kind == Dependency.Kind.SHARES_TRANSACTIONS:
        same |= Q(system=needs, needs=system)
    if Dependency.objects.filter(same, kind=kind).exists():
        raise DependencyKnown
    try:
        with transaction.atomic():
            dependency = Dependency.objects.create(system=system, needs=needs, kind=kind, note=note)
    except IntegrityError:
        raise DependencyKnown from None
    audit_dependency(dependency, by=by, action="system.dependency_added")
    return dependency


@transaction.atomic
def remove_dependency(*, dependency: Dependency, by: User) -> None:
    """Twice is as good as once."""
    deleted, _kinds = Dependency.objects.filter(pk=dependency.pk).delete()
    if deleted:
        audit_dependency(dependency, by=by, action="system.dependency_removed")


def audit_dependency(dependency: Dependency, *, by: User, action: str) -> None:
    detail = {"needs": dependency.needs.name, "kind": dependency.kind}
    audit.record(by=by, action=action, about=dependency.system, detail=detail)
    System.objects.filter(pk=dependency.system_id).update(changed_at=Now())
    mark_stale([dependency.system_id, dependency.needs_id])


@transaction.atomic
def change_protection(*, system: System, version: int, by: User, values: dict[str, Any]) -> None:
    """What protects the system today, if nobody changed the system since `version`; else raises SystemChanged."""
    before = Protection.objects.filter(system=system).first() or Protection(system=system)
    changes = changes_between(before, values)
    current = System.objects.filter(pk=system.pk, version=version)
    if not changes and current.exists():
        return
    if not current.update(version=F("version") + 1, changed_at=Now()):
        raise SystemChanged
    Protection.objects.update_or_create(system=system, defaults=values)
    audit.record(by=by, action="system.protection_changed", about=system, detail=detail_of(changes, Protection))
    mark_stale([system.pk])


@transaction.atomic
def record_exercise(
    *, system: System, by: User, performed_on: dt.date, rta_seconds: int | None, rpa_seconds: int | None, note: str
) -> Exercise:
    """An exercise, once: the same one sent twice is one."""
    facts: dict[str, Any] = {
        "performed_on": performed_on, "rta_seconds": rta_seconds, "rpa_seconds": rpa_seconds, "note": note,
    }  # fmt: skip
    exercise, new = Exercise.objects.get_or_create(system=system, **facts)
    if new:
        audit.record(by=by, action="system.exercise_recorded", about=system, detail=facts)
        mark_stale([system.pk])
    return exercise


@transaction.atomic
def remove_exercise(*, exercise: Exercise, by: User) -> None:
    """An exercise that was recorded by mistake."""
    deleted, _kinds = Exercise.objects.filter(pk=exercise.pk).delete()
    if deleted:
        facts = {"performed_on": exercise.performed_on, "rta_seconds": exercise.rta_seconds, "note": exercise.note}
        audit.record(by=by, action="system.exercise_removed", about=exercise.system, detail=facts)
        mark_stale([exercise.system_id])
