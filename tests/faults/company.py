"""Fills a portal of the fault tests. Run in a process of the portal's own."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import Role
from assessments.services import inviting
from systems.models import Profile, System


def architect() -> User:
    return User.objects.filter(email="architect@example.org").first() or User.objects.create_user(
        "architect@example.org", roles=(Role.ARCHITECT,)
    )


def found(count: int, *, first: int = 0, owners: int | None = None) -> list[System]:
    """So many systems, each with an owner of its own or shared among `owners`."""
    people: dict[str, User] = {}
    systems = []
    for number in range(first, first + count):
        email = f"owner{number % (owners or 10**9)}@example.org"
        person = people.get(email) or User.objects.filter(email=email).first()
        people[email] = person or User.objects.create_user(email, roles=(Role.OWNER,))
        system = System.objects.create(
            key=f"system-{number}",
            name=f"System {number}",
            owner=people[email],
            created_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
        Profile.objects.create(system=system)
        systems.append(system)
    return systems


def ask_owners(count: int) -> int:
    """So many owners are asked, each about one system; the number of mails owed.

    At one moment: a hasty scheduler would otherwise remind owners whom nobody has asked yet.
    """
    with transaction.atomic():
        return len(inviting.invite(systems=found(count), by=architect()).now)
