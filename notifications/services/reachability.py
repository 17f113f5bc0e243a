"""Whether mail reaches a person, as their mail server last said."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit


@transaction.atomic
def write_down_refusal(person: User, said: str) -> None:
    """Mail to their address was refused for good, in these words. The first refusal stands until a mail arrives."""
    reached = User.objects.filter(pk=person.pk, unreachable_since=None)
    if reached.update(unreachable_since=Now(), refusal=said[:500]):
        audit.record(by=None, action="person.unreachable", about=person, detail={"said": said}, automatic=True)


def write_down_arrival(person: User) -> None:
    """A mail was taken for them: costs nothing where none was ever refused."""
    if person.unreachable_since is not None:
        _forget_refusal(person)


@transaction.atomic
def _forget_refusal(person: User) -> None:
    refused = User.objects.filter(pk=person.pk, unreachable_since__isnull=False)
    if refused.update(unreachable_since=None, refusal=""):
        audit.record(by=None, action="person.reached", about=person, automatic=True)
