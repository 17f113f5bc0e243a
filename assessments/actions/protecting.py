"""Ways out that change what protects a system today: taken by saying that it is so now, and taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.actions.answering import NotTheirs
from assessments.actions.resolving import NoLongerOffered, offer_of
from assessments.actions.taking import ChangedSince
from assessments.models import TakenProtection
from assessments.services.offers import protection_everywhere
from systems.actions.protection import change_protection
from systems.models import Finding, Protection, System
from systems.services.protection_changes import before_and_now, fields_of, is_of_protection
from systems.services.rights import may_say_protection


@transaction.atomic
def take_protection(*, finding: Finding, token: str, version: int, by: User) -> TakenProtection:
    """Say of today's protection what an offer of this finding says.

    `version` is that of the system as it was shown. Raises NotTheirs, NoLongerOffered, SystemChanged.
    """
    if not may_say_protection(by, finding.system):
        raise NotTheirs
    offer = offer_of(finding, token)
    if offer.is_promise or not is_of_protection(offer.change):
        raise NoLongerOffered
    before, now = before_and_now(Protection.objects.filter(system=finding.system).first(), offer.change)
    change_protection(system=finding.system, version=version, by=by, values=now, whole=False)
    taken = TakenProtection.objects.create(
        system=finding.system, finding=finding.code, label=offer.label.as_record(), before=before, now=now, by=by
    )
    _record("protection.taken", taken, by)
    return taken


@transaction.atomic
def undo_protection(*, taken: TakenProtection, by: User) -> None:
    """Say again what was said before. Twice is once. Raises NotTheirs, ChangedSince."""
    system = System.objects.select_for_update(of=("self",)).get(pk=taken.system_id)
    if not may_say_protection(by, system):
        raise NotTheirs
    if TakenProtection.objects.filter(pk=taken.pk, undone_at__isnull=False).exists():
        return
    if fields_of(Protection.objects.filter(system=system).first(), taken.now) != taken.now:
        raise ChangedSince
    change_protection(system=system, version=system.version, by=by, values=taken.before, whole=False)
    TakenProtection.objects.filter(pk=taken.pk).update(undone_at=timezone.now(), undone_by=by)
    _record("protection.undone", taken, by)


def _record(action: str, taken: TakenProtection, by: User) -> None:
    detail = {"taken": taken.pk, "finding": taken.finding, **protection_everywhere(taken)}
    audit.record(by=by, action=action, about=taken.system, detail=detail)
