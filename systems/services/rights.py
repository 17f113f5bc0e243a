"""Who may change what about a system, besides architects."""

from __future__ import annotations

from accounts.models import User
from accounts.permissions import Permission
from systems.models import System


def may_say_protection(person: User, system: System) -> bool:
    """Architects, and the technical contact of the system: they know how it is copied."""
    return person.may(Permission.EDIT_SYSTEMS) or person.pk == system.technical_contact_id
