"""Finding the person that somebody means by an address or a name, and adding who is new."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.actions.people import PersonExists, create_person
from accounts.models import User, normal_email
from accounts.permissions import Role
from presentation.forms.addresses import is_address


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is not in the portal yet and is to be added with the change that names them."""

    email: str
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.email


class NoSuchPerson(Exception):
    """Neither the address nor the name of exactly one person, and no address to add somebody by."""


class PersonGone(Exception):
    """The person is known but may no longer sign in."""


def find_person(typed: str) -> User | NewPerson:
    """The person with this address, or the only one with this name; a new address is a new person.

    Raises NoSuchPerson and PersonGone.
    """
    typed = " ".join(typed.split())
    found: list[User] = list(User.objects.by_email(typed)[:1])
    found = found or list(User.objects.filter(name__iexact=typed)[:2])
    if len(found) == 1:
        if not found[0].is_active:
            raise PersonGone(found[0])
        return found[0]
    if found or not is_address(typed):
        raise NoSuchPerson(typed)
    return NewPerson(normal_email(typed))


def person_for(meant: User | NewPerson | None, *, by: User, as_owner: bool) -> User | None:
    """The person, added if they are new. Owners get the role Owner; a technical contact gets none."""
    if not isinstance(meant, NewPerson):
        return meant
    try:
        return create_person(by=by, email=meant.email, name=meant.name, roles=[Role.OWNER] if as_owner else [])
    except PersonExists as exists:
        return exists.person
