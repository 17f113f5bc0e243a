"""Making a file in the background: rows counted while they are written, a sign of life with every few of them.

Each claim writes a file of its own, which only becomes the person's with the end of the work: nothing half-done is ever
given to anybody, and who comes back too late takes its own away. What is finished of a file of many parts is kept
until the end, for the successor of a killed worker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone, translation

from accounts.models import User
from accounts.services.zones import zone_of
from background.services import leases
from background.services.leases import Lease
from exports.models import ExportedFile
from exports.services import kinds, shelf
from exports.services.kinds import Part
from exports.services.parts import Parts, digest_of, place_of

TASK = "exports.make"
NO_ROOM, NOT_ALLOWED = "no room", "not allowed"
"""Ends that the page has sentences for."""


def make(file_id: int) -> None:
    """Make one file, if nobody else is at it. Whatever stops it is written down, to be shown."""
    leases.carry_out(leases.claim(ExportedFile.objects.select_related("person"), file_id), _make)


def sweep() -> None:
    """Hand over again what nobody took, and take away what was kept long enough or left behind."""
    leases.sweep(ExportedFile, TASK)
    ExportedFile.objects.past_keeping().update(stored="")
    ExportedFile.objects.forgotten().delete()
    rows = ExportedFile.objects.exclude(stored="") | ExportedFile.objects.filter(state=ExportedFile.HELD)
    kept = {row.stored or on_shelf(row) for row in rows.only("pk", "stored", "claims")}
    shelf.remove_all_but(kept | {place_of(pk) for pk in ExportedFile.objects.open().values_list("pk", flat=True)})


def forget(person: User) -> None:
    """Nothing is made any more for the person; the next sweep takes the files off the shelf."""
    ExportedFile.objects.filter(person=person).delete()


def on_shelf(file: ExportedFile) -> str:
    """What the file of this claim is called on the shelf."""
    return f"{file.pk}-{file.claims}"


def _make(lease: Lease[ExportedFile]) -> None:
    file = lease.work
    kind = kinds.kind_of(file.kind)
    scope = kind.scope(file.person)
    if not kinds.may_have(file.person, kind, scope):
        lease.end(file.FAILED, error=NOT_ALLOWED)
        return
    query = QueryDict(file.query)
    lease.heartbeat(total=kind.count(file.person, query), done=0)
    progress, parts = Progress(lease, kind.every), Parts(shelf.path_of(place_of(file.pk)) / digest_of(scope))
    try:
        with _as_asked(file):
            size = shelf.put(on_shelf(file), kind.write(file.person, query, file.format, progress.watch, parts))
            name = kind.name(file.format)
    except shelf.NoRoom:
        lease.end(file.FAILED, error=NO_ROOM)
        shelf.remove(place_of(file.pk))
        return
    _keep(lease, name=name, size=size, scope=scope, done=progress.done, total=progress.done)
    shelf.remove(place_of(file.pk))


def _keep(lease: Lease[ExportedFile], **values: Any) -> None:
    try:
        lease.end(stored=on_shelf(lease.work), **values)
    except leases.LeaseLost:
        shelf.remove(on_shelf(lease.work))
        raise


@dataclass(slots=True)
class Progress:
    """How many rows are written. Who lost the work finds out here, and stops."""

    lease: Lease[ExportedFile]
    every: int
    done: int = 0

    def watch(self, parts: Iterable[Part]) -> Iterator[Part]:
        for part in parts:
            yield part
            self.done += 1
            if self.done % self.every == 0:
                self.lease.heartbeat(done=self.done)


@contextmanager
def _as_asked(file: ExportedFile) -> Iterator[None]:
    """In the language in which it was asked for, and the person's time zone."""
    with translation.override(file.language), timezone.override(zone_of(file.person.time_zone)):
        yield
