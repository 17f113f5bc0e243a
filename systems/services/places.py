"""The places that the catalogue names: where systems run, and where their copies come from. Offered, never enforced."""

from __future__ import annotations

from django.db.models import QuerySet

from systems.models import Protection, System

MOST_OFFERED = 200


def known_sites() -> list[str]:
    return _named(System.objects.in_use(), "site")


def known_places() -> list[str]:
    return _named(Protection.objects.exclude(system__in=System.objects.retired()), "copies_at")


def known_suppliers() -> list[str]:
    return _named(System.objects.in_use(), "supplier")


def _named(rows: QuerySet, field: str) -> list[str]:  # type: ignore[type-arg]
    """The values of a column, each once, in their order."""
    found = rows.exclude(**{field: ""}).order_by(field).values_list(field, flat=True).distinct()
    return list(found[:MOST_OFFERED])
