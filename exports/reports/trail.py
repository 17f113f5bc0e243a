"""The audit trail to take away: as a table for spreadsheets, and line by line for programs that check it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import AuditEntry
from exports.document import Cell, Column, Table

PIECE = 500
SEALED = (
    "at", "actor_id", "actor", "action", "object_type", "object_id", "object_label", "detail", "previous_hash",
)  # fmt: skip
"""What the fingerprint of an entry is made from, in this order."""


def in_pieces(entries: QuerySet[AuditEntry]) -> Iterator[AuditEntry]:
    """The oldest first. Between the pieces nothing is being read, however long the trail is."""
    rows, last = entries.order_by("pk"), 0
    while piece := list(rows.filter(pk__gt=last)[:PIECE]):
        yield from piece
        last = piece[-1].pk


def table(entries: Iterable[AuditEntry]) -> Table:
    columns = (
        Column(_("Number"), words=False),
        Column(_("When")),
        Column(_("Who"), width=30),
        Column(_("Action"), width=26),
        Column(_("What happened"), width=60),
        Column(_("Type"), width=14),
        Column(_("Object"), width=34),
        Column(_("Values"), width=60),
        Column("SHA-256", width=64),
    )
    return Table(_("Audit trail"), columns, entry_rows(entries), _("Nothing matches"))


def entry_rows(entries: Iterable[AuditEntry]) -> Iterator[tuple[Cell, ...]]:
    for entry in entries:
        values = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True)
        yield (
            Cell(str(entry.pk), entry.pk),
            Cell(entry.at.isoformat()),
            *map(Cell, (entry.actor, entry.action, entry.sentence, entry.object_type, entry.object_label, values)),
            Cell(entry.hash),
        )


def lines(entries: Iterable[AuditEntry]) -> Iterator[bytes]:
    """One entry a line, with all that its fingerprint is made from."""
    for entry in entries:
        values: dict[str, object] = {name: getattr(entry, name) for name in SEALED}
        told = {"id": entry.pk, **values, "at": entry.at.isoformat(), "hash": entry.hash}
        yield json.dumps(told, ensure_ascii=False).encode() + b"\n"
