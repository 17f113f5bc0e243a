"""Having a file made in the background, and calling it off."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils.translation import get_language

from accounts.models import User
from background.services.broker import publish
from exports.models import ExportedFile
from exports.services import making
from exports.services.kinds import Kind
from recovery.languages import DEFAULT

MOST_AT_ONCE = 3
"""So many files a person has in the making at once: workers are there for others, too."""


class TooManyAtOnce(Exception):
    """The person waits for as many files as one may."""


@transaction.atomic
def begin(*, kind: Kind, form: str, query: str, by: User) -> ExportedFile:
    """The file that is being made of just this for the person already, or a new one. Raises TooManyAtOnce."""
    User.objects.select_for_update().get(pk=by.pk)  # two presses at once come one after the other
    under_way = ExportedFile.objects.for_user(by).open()
    asked = {"kind": kind.key, "format": form, "query": query, "language": get_language() or DEFAULT}
    known: ExportedFile | None = under_way.filter(**asked).first()
    if known is not None:
        return known
    if under_way.count() >= MOST_AT_ONCE:
        raise TooManyAtOnce
    file = ExportedFile.objects.create(person=by, name=kind.name(form), **asked)
    transaction.on_commit(partial(publish, making.TASK, file.pk))
    return file


def cancel(*, file: ExportedFile) -> None:
    """Whoever is at it stops at its next sign of life, and takes away what it has written."""
    ExportedFile.objects.filter(pk=file.pk).call_off()
