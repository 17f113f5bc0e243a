"""Lists that are fetched by themselves, as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from accounts.models import User
from systems.models import ImportBatch, ImportSource


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A list with how it stands: `badge` is the look of `state`, `trouble` why it failed last; `waits` holds what
    came of it and nobody has looked at."""

    source: ImportSource
    state: str
    badge: str
    trouble: str
    waits: ImportBatch | None


def shown_sources(person: User | None = None) -> list[ShownSource]:
    """All of them, or those that come in for this person. Two queries."""
    found = ImportSource.objects.select_related("person")
    found = found.filter(person=person) if person else found
    left = {batch.source_id: batch for batch in previews_of(person).order_by("pk")}
    return [_shown(each, left.get(each.pk)) for each in found]


def previews_of(person: User | None = None) -> QuerySet[ImportBatch]:
    """What was fetched and is not in the catalogue yet."""
    waiting = ImportBatch.objects.fetched()
    return waiting.filter(person=person) if person else waiting


def _shown(source: ImportSource, waits: ImportBatch | None) -> ShownSource:
    if source.state in (source.PENDING, source.HELD):
        trouble = source.error
        label = gettext("tried again soon") if trouble else gettext("being fetched")
        return ShownSource(source, label, "warns" if trouble else "plain", trouble, waits)
    if source.state == source.FAILED:
        return ShownSource(source, gettext("failed"), "blocks", source.error, waits)
    if source.state == source.CANCELLED:
        return ShownSource(source, gettext("called off, until its day comes"), "plain", "", waits)
    if waits:
        return ShownSource(source, gettext("waits for a look"), "informs", "", waits)
    return ShownSource(source, gettext("up to date"), "good", "", None)
