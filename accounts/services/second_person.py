"""Where it is set so, what one architect wrote another one publishes."""

from __future__ import annotations

from django.conf import settings

from accounts.models import AuditEntry, User
from accounts.services.audit import Labelled


class AnotherPublishes(Exception):
    """This person wrote a part of the draft, and the portal is set so that somebody else has to publish it."""


def another_than_its_authors(*, about: Labelled, by: User) -> None:
    """Raises AnotherPublishes for whoever has left an entry on the draft; nothing where the setting is off."""
    if not settings.SECOND_ARCHITECT_PUBLISHES:
        return
    wrote = AuditEntry.objects.about(type(about).__name__.lower(), [about.pk]).filter(actor_id=by.pk)
    if wrote.exists():
        raise AnotherPublishes
