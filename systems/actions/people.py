"""Naming people in the catalogue: an owner is somebody who may answer."""

from __future__ import annotations

from accounts.actions.people import PersonExists, create_person
from accounts.models import RoleAssignment, User
from accounts.permissions import Role
from accounts.services import audit
from systems.services.people import NewPerson


def person_for(meant: User | NewPerson | None, *, by: User, as_owner: bool) -> User | None:
    """The person, added if they are new. Owners get the role Owner; a technical contact gets none."""
    if not isinstance(meant, NewPerson):
        return meant
    try:
        return create_person(by=by, email=meant.email, name=meant.name, roles=[Role.OWNER] if as_owner else [])
    except PersonExists as exists:
        return exists.person


def let_answer(owner: User | None, *, by: User, system: str) -> None:
    """Whoever is named as an owner may answer the questions: without the role they would stand before a closed door."""
    if owner is None or RoleAssignment.objects.filter(user=owner, role=Role.OWNER).exists():
        return
    RoleAssignment.objects.bulk_create([RoleAssignment(user=owner, role=Role.OWNER)], ignore_conflicts=True)
    audit.record(by=by, action="person.became_owner", about=owner, detail={"system": system})
