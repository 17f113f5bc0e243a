"""Fetching lists by themselves: when one is due, what is new comes in as a file that somebody brought.

It is read at once, so that what is no list is a failure of the fetch; it is compared as any file that was brought,
and the preview waits for a person. Where the administrator said so, it goes in by itself, if its columns are those that
a person has looked at.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone, translation

from accounts.models import User
from accounts.permissions import Permission
from background.services import leases
from background.services.broker import publish
from background.services.leases import Lease
from recovery.languages import DEFAULT
from systems.models import ImportBatch, ImportRun, ImportSource
from systems.services.imports.applying.beginning import as_read, begin, begin_look
from systems.services.imports.fetched.places import fetched
from systems.services.imports.plan import CHANGED, CREATED
from systems.services.imports.summary import Summary
from systems.services.imports.tables.decoding import Unreadable

TASK = "systems.fetch_source"
PAUSES = {ImportSource.Every.DAY: timedelta(days=1), ImportSource.Every.WEEK: timedelta(days=7)}


def next_time(every: str) -> datetime:
    return timezone.now() + PAUSES[ImportSource.Every(every)]


def sweep() -> None:
    """Begin what has fallen due, hand over again what nobody took."""
    for source in ImportSource.objects.fallen_due():
        begin_fetch(source)
    leases.sweep(ImportSource, TASK)


@transaction.atomic
def begin_fetch(source: ImportSource, **known: str) -> bool:
    """Have it fetched now; whether this call began it. The next time is reckoned from now, so nothing piles up. `known`
    is what is known of it from now on."""
    resting = ImportSource.objects.filter(pk=source.pk, ended_at__isnull=False)
    if not resting.begin_anew(error="", next_at=next_time(source.every), **known):
        return False
    transaction.on_commit(lambda: publish(TASK, source.pk))
    return True


def run(source_id: int) -> None:
    """Fetch one list, if nobody else is at it. Whatever stops it is written down, to be shown."""
    leases.carry_out(leases.claim(ImportSource.objects.select_related("person"), source_id), _fetch)


def _fetch(lease: Lease[ImportSource]) -> None:
    source = lease.work
    with translation.override(language_of(source.person)):
        if not source.person.is_active or not source.person.may(Permission.IMPORT_SYSTEMS):
            lease.end(source.FAILED, error=translation.gettext("Its architect may no longer import systems."))
            return
        try:
            name, data = fetched(source.place)
        except Unreadable as unreadable:
            lease.fail(str(unreadable.reason))
            return
        _take_in(lease, name, data)


def language_of(person: User) -> str:
    return person.language or person.last_language or DEFAULT


def _take_in(lease: Lease[ImportSource], name: str, data: bytes) -> None:
    """What came is a preview from now on, in the place of the one before; the same once more is nothing new."""
    source, mark = lease.work, hashlib.sha256(data).hexdigest()
    if mark == source.sha256:
        lease.end(fetched_at=Now())
        return
    try:
        values = as_read(by=source.person, file_name=name, data=data)
    except Unreadable as unreadable:
        lease.fail(str(unreadable.reason))
        return
    with transaction.atomic():
        lease.end(fetched_at=Now(), sha256=mark)
        left = ImportBatch.objects.filter(source=source, applied_at=None)
        left.exclude(runs__in=ImportRun.objects.applying().open()).delete()
        begin_look(ImportBatch.objects.create(person=source.person, source=source, file_name=name[-200:], **values))


def after_look(batch: ImportBatch, summary: Summary) -> None:
    """What the comparison of a fetched list leads to. To be called in the transaction that ends it."""
    if batch.source is None:
        return
    if not summary.outcomes.get(CREATED) and not summary.outcomes.get(CHANGED):
        batch.delete()  # the catalogue says all of it already: nobody has to look at that
        return
    if not batch.source.applies or not batch.mapping_from:
        return
    try:
        with transaction.atomic():
            begin(batch, ImportRun.Kind.APPLY)
    except IntegrityError:  # another import is being written, which the comparison does not know of
        return
