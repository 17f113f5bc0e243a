"""Lists that the portal fetches: what came of them waits for an architect, what failed for an administrator."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from accounts.models import User
from accounts.permissions import Permission
from assessments.services.waiting import Waiting
from presentation.numbers import grouped_number
from systems.models import ImportBatch, ImportRun, ImportSource


def waiting_for(person: User) -> list[Waiting]:
    return [*_failed(person), *_brought(person)]


def _failed(person: User) -> list[Waiting]:
    """One row for all of them, those that are tried again as well."""
    if not person.may(Permission.VIEW_STATUS):
        return []
    count = ImportSource.objects.exclude(error="").exclude(state=ImportSource.CANCELLED).count()
    if not count:
        return []
    what = ngettext("%(n)s list could not be fetched", "%(n)s lists could not be fetched", count)
    return [
        Waiting(
            what=what % {"n": grouped_number(count)},
            why=gettext("The page of lists that are fetched says why."),
            label=gettext("Show them"),
            url=reverse("systems:sources"),
        )
    ]


def _brought(person: User) -> list[Waiting]:
    if not person.may(Permission.IMPORT_SYSTEMS):
        return []
    left = ImportBatch.objects.for_user(person).fetched().select_related("source")
    under_way = ImportRun.objects.open().values("batch")
    return [
        Waiting(
            what=gettext("The list “%(name)s” has changes") % {"name": batch.source.name},
            why=gettext("It was fetched by itself. Look at what it would change, and bring it in."),
            label=gettext("Look at it"),
            url=reverse("systems:import_preview", args=[batch.pk]),
        )
        for batch in left.exclude(pk__in=under_way).order_by("pk")
        if batch.source
    ]
