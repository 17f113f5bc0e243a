"""Changing what a system needs."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from accounts.services import audit
from systems.models import Dependency, System
from systems.services.significance import mark_changed
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
    mark_changed([dependency.system_id])
    mark_stale([dependency.system_id, dependency.needs_id])
