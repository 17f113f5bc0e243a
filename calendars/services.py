"""Whose calendar an address is, and what is forgotten with a person."""

from __future__ import annotations

from django.db.models import F

from accounts.models import User
from accounts.services.origin import hash_of
from calendars.models import CalendarAddress
from checkins.services.pace import Pace

pace = Pace(a_minute=30)
"""Fetches of one address: a phone, a tablet and a computer look every few minutes. A look writes nothing, so each
process counts for itself."""


def address_with(token: str) -> CalendarAddress | None:
    """The address that this secret opens, with its person; none where their access or all their sessions ended."""
    living = CalendarAddress.objects.filter(person__is_active=True, session_epoch=F("person__session_epoch"))
    return living.select_related("person").filter(token_hash=hash_of(token)).first()


def address_of(person: User) -> CalendarAddress | None:
    """The one that still opens something."""
    return CalendarAddress.objects.filter(person=person, session_epoch=person.session_epoch).first()


def forget(person: User) -> None:
    CalendarAddress.objects.filter(person=person).delete()
