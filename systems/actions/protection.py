"""Saying what protects a system today, and asking its technical contact to say it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit
from background.services.clock import database_now
from notifications.services.outgoing import cancel, owe
from systems.actions.systems import SystemChanged
from systems.mail_kinds import PROTECTION_WANTED
from systems.models import Protection, ProtectionInquiry, System
from systems.services.changes import changes_between, detail_of
from systems.services.inquiries import can_be_asked, lately_asked
from systems.services.significance import moment_of
from systems.services.staleness import mark_stale


class NobodyToAsk(Exception):
    """There is no technical contact whom a mail would reach."""


class AskedLately(Exception):
    """This person was asked about this system within a day; `args` hold the inquiry."""


@transaction.atomic
def change_protection(*, system: System, version: int, by: User, values: dict[str, object], whole: bool = True) -> None:
    """What protects the system today, if nobody changed the system since `version`; else raises SystemChanged.

    Whoever is asked has answered with it, also by leaving what stands; not where it is not the `whole`.
    """
    before = Protection.objects.filter(system=system).first()
    changes = changes_between(before or Protection(system=system), values)
    current = System.objects.filter(pk=system.pk, version=version)
    if not changes and current.exists():
        if whole and before and settle_inquiries(system):
            audit.record(by=by, action="system.protection_confirmed", about=system)
        return
    if not current.update(version=F("version") + 1, **moment_of(changes, Protection)):
        raise SystemChanged
    Protection.objects.update_or_create(system=system, defaults=values)
    if whole:
        settle_inquiries(system)
    audit.record(by=by, action="system.protection_changed", about=system, detail=detail_of(changes, Protection))
    mark_stale([system.pk])


def settle_inquiries(system: System) -> int:
    """Nobody waits any longer, and no mail goes out that was not sent yet; the number of open inquiries."""
    waiting = ProtectionInquiry.objects.filter(system=system, answered_at=None)
    keys = [mail_key(number) for number in waiting.values_list("pk", flat=True)]
    cancel(*keys)
    return waiting.update(answered_at=Now())


@transaction.atomic
def ask_technical_contact(*, system: System, by: User) -> ProtectionInquiry:
    """One mail to the technical contact, with a way to the form. Raises NobodyToAsk and AskedLately."""
    # The system's row is held, so that two presses at once are one.
    held = System.objects.select_for_update(of=("self",)).select_related("technical_contact").get(pk=system.pk)
    person = held.technical_contact
    if person is None or not can_be_asked(held):
        raise NobodyToAsk
    if lately := lately_asked(held):
        raise AskedLately(lately)
    inquiry = ProtectionInquiry.objects.create(system=held, person=person, asked_by=by, asked_at=database_now())
    owe(
        kind=PROTECTION_WANTED,
        key=mail_key(inquiry.pk),
        recipient=person,
        context={"inquiry": inquiry.pk},
    )
    audit.record(by=by, action="system.protection_asked", about=held, detail={"person": str(person)})
    return inquiry


def mail_key(inquiry_id: int) -> str:
    return f"{PROTECTION_WANTED}:{inquiry_id}"
