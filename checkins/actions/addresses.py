"""Making the address of a system, renewing and revoking it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from accounts.services.origin import hash_of
from checkins.models import HINT_LENGTH, CheckInAddress
from checkins.services.tokens import new_token
from systems.models import System
from systems.services.staleness import mark_stale


@transaction.atomic
def renew_address(*, system: System, by: User) -> str:
    """A new address; the one before is revoked. Returns its secret, which nobody can be told again."""
    # The system's row is held, so that of two at the same moment the later one's address is valid.
    System.objects.select_for_update().get(pk=system.pk)
    before = CheckInAddress.objects.filter(system=system, revoked_at=None).first()
    now, token = timezone.now(), new_token()
    if before:
        CheckInAddress.objects.filter(pk=before.pk).update(revoked_at=now)
    hint = token[-HINT_LENGTH:]
    CheckInAddress.objects.create(
        system=system, token_hash=hash_of(token), hint=hint, created_by=by, created_at=now,
        awaited_since=before.awaited_since if before else now,
    )  # fmt: skip
    action = "check_ins.address_renewed" if before else "check_ins.address_made"
    audit.record(by=by, action=action, about=system, detail={"hint": hint})
    mark_stale([system.pk])
    return token


@transaction.atomic
def revoke_address(*, system: System, by: User) -> bool:
    """From now on nobody may call it, and nothing is awaited; whether there was one."""
    System.objects.select_for_update().get(pk=system.pk)
    address = CheckInAddress.objects.filter(system=system, revoked_at=None).first()
    if address is None:
        return False
    CheckInAddress.objects.filter(pk=address.pk).update(revoked_at=timezone.now())
    audit.record(by=by, action="check_ins.address_revoked", about=system, detail={"hint": address.hint})
    mark_stale([system.pk])
    return True
