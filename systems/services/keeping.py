"""How long what an import leaves is kept, and what of it names a person who is to be forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import User
from systems.models import ImportBatch, ImportRow

ENDED = ~Q(runs__state__in=("pending", "held"))


def left_previews(before: datetime) -> QuerySet[ImportBatch]:
    """Files that nobody has brought into the catalogue, with their previews; not what was fetched, which the next
    version of the same list takes the place of."""
    return ImportBatch.objects.filter(ENDED, applied_at=None, source=None, created_at__lt=before)


def old_rows(before: datetime) -> QuerySet[ImportRow]:
    """What happened row by row with files that are in the catalogue; what came of them in all stays."""
    return ImportRow.objects.filter(batch__applied_at__lt=before)


def old_texts(before: datetime) -> QuerySet[ImportBatch]:
    """Imported files themselves; their fingerprints, which the audit trail names, stay."""
    return ImportBatch.objects.filter(applied_at__lt=before).exclude(text="")


def forget(person: User) -> None:
    """Previews of the person's own, and rows of former imports that have their name or address written out."""
    ImportBatch.objects.filter(ENDED, person=person, applied_at=None).delete()
    named = Q(text__icontains=person.email) | (Q(text__contains=person.name) if person.name else Q())
    rows = ImportRow.objects.filter(batch__applied_at__isnull=False).annotate(text=Cast("step", TextField()))
    rows.filter(named).delete()
