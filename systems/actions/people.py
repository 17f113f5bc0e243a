"""Naming people in the catalogue: an owner is somebody who may answer."""

from __future__ import annotations

from accounts.models import RoleAssignment, User
from accounts.permissions import Role
from accounts.services import audit


def let_answer(owner: User | None, *, by: User, system: str) -> None:
    """Whoever is named as an owner may answer the questions: without the role they would stand before a closed door."""
    if owner is None or RoleAssignment.objects.filter(user=owner, role=Role.OWNER).exists():
        return
    RoleAssignment.objects.bulk_create([RoleAssignment(user=owner, role=Role.OWNER)], ignore_conflicts=True)
    audit.record(by=by, action="person.became_owner", about=owner, detail={"system": system})
