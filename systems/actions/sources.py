"""What administrators say about lists that are fetched by themselves."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import audit
from background.services.broker import publish
from systems.models import ImportSource
from systems.services.imports.fetched.fetching import TASK, begin_fetch, next_time


class NameTaken(Exception):
    """Another list is called so."""


@transaction.atomic
def add_source(*, by: User, name: str, place: str, person: User, every: str, applies: bool) -> ImportSource:
    """From now on it is fetched, for the first time at once. Raises NameTaken."""
    try:
        with transaction.atomic():
            source = ImportSource.objects.create(
                name=name, place=place, person=person, every=every, applies=applies, next_at=next_time(every)
            )
    except IntegrityError:
        raise NameTaken(name) from None
    detail = {"place": place, "person": person.email, "every": every, "applies": applies}
    audit.record(by=by, action="importsource.added", about=source, detail=detail)
    transaction.on_commit(lambda: publish(TASK, source.pk))
    return source


@transaction.atomic
def fetch_now(*, source: ImportSource, by: User) -> bool:
    """Whether this press began it; it may be under way already. What came before comes in anew."""
    if not begin_fetch(source, sha256=""):
        return False
    audit.record(by=by, action="importsource.fetched", about=source)
    return True


@transaction.atomic
def remove_source(*, source: ImportSource, by: User) -> None:
    """It is fetched no more. What it brought stays. Twice is once."""
    found = ImportSource.objects.select_for_update().filter(pk=source.pk).first()
    if found is not None:
        audit.record(by=by, action="importsource.removed", about=found, detail={"place": found.place})
        found.delete()
