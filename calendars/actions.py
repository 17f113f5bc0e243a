"""Making the address of one's calendar, renewing and revoking it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from accounts.services.origin import hash_of
from calendars.models import HINT_LENGTH, CalendarAddress
from checkins.services.tokens import new_token


@transaction.atomic
def renew_address(*, by: User, everything: bool) -> str:
    """A new address; the one before opens nothing any more. Returns its secret, which nobody can be told again."""
    # The person's row is held, so that of two at the same moment the later one's address is valid.
    person, token = User.objects.select_for_update().get(pk=by.pk), new_token()
    made = {
        "token_hash": hash_of(token), "hint": token[-HINT_LENGTH:], "everything": everything,
        "session_epoch": person.session_epoch, "created_at": timezone.now(),
    }  # fmt: skip
    _, first = CalendarAddress.objects.update_or_create(person=person, defaults=made)
    action = "calendar.made" if first else "calendar.renewed"
    audit.record(by=by, action=action, about=by, detail={"hint": made["hint"], "everything": everything})
    return token


@transaction.atomic
def revoke_address(*, by: User) -> bool:
    """From now on nobody may fetch it; whether there was one."""
    address = CalendarAddress.objects.select_for_update().filter(person=by).first()
    if address is None:
        return False
    address.delete()
    audit.record(by=by, action="calendar.revoked", about=by, detail={"hint": address.hint})
    return True
