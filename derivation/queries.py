"""Rows of some systems, or of all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

EVERYTHING = 5_000
"""From so many systems on, all rows are read and the others dropped: lists of ids have an end in every database."""


def among(rows: QuerySet[Any], name: str, ids: Collection[int]) -> QuerySet[Any]:
    """The rows whose `name` is one of these ids; from `EVERYTHING` ids on, all rows."""
    return rows.filter(**{f"{name}__in": list(ids)}) if len(ids) < EVERYTHING else rows
