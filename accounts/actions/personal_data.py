"""Giving a person all that is kept about them, and erasing their name and address."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.services import audit, sessions
from accounts.services.keeping import erasing, personal_data


class StillHasAccess(Exception):
    """First the access ends: who may sign in is needed."""


@transaction.atomic
def give(*, person: User, by: User) -> dict[str, Any]:
    """All that is kept about the person; the trail says that it was given, and to whom."""
    audit.record(by=by, action="person.data_given", about=person)
    return personal_data.gather(person)


@transaction.atomic
def erase(*, person: User, by: User) -> None:
    """Raises StillHasAccess. Doing it twice changes nothing more. There is no way back."""
    held = User.objects.select_for_update().get(pk=person.pk)
    if held.is_active:
        raise StillHasAccess
    if erasing.is_erased(held):
        return
    erasing.forget_everywhere(held)
    sessions.end_all(held)
    for rows in (held.sign_in_links, held.mail_links, held.provider_identities, held.absences, held.role_assignments):
        rows.all().delete()
    Authenticator.objects.filter(user_id=held.pk).delete()
    name, email = erasing.pseudonym(held)
    User.objects.filter(pk=held.pk).update(
        name=name, email=email, password=make_password(None), language="", last_language="", time_zone="UTC",
        holidays="", unreachable_since=None, refusal="", version=F("version") + 1, session_epoch=F("session_epoch") + 1,
    )  # fmt: skip
    held.refresh_from_db()
    audit.record(by=by, action="person.erased", about=held)
