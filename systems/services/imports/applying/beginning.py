"""How a file begins: what its columns are taken as, and when its comparison begins in the background."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from accounts.models import User
from background.services.broker import publish
from recovery.languages import DEFAULT
from systems.models import ImportBatch, ImportRun, UnreadFile
from systems.services.imports.columns import guess, normalised_heading
from systems.services.imports.joining import is_edge_list
from systems.services.imports.tables.files import chosen_sheet, sheets_of
from systems.services.imports.tables.sheets import Watch, unwatched
from systems.services.imports.tables.table import Table

TASK = "systems.run_import"
REMEMBERED = ("mapping", "decimal_sign", "need_kind", "meant", "add_needed")
"""What was said about a list and holds for the next one with these headings; what removes or adds people is asked."""


def as_read(*, by: User, file_name: str, data: bytes, watch: Watch = unwatched) -> dict[str, Any]:
    """What is kept of a file that `by` brought, with what they said about the last one with these headings. Raises
    Unreadable."""
    sheets = sheets_of(file_name, data, watch=watch)
    sheet, table = chosen_sheet(sheets)
    kept = [(each.name, each.text) for each in sheets] if len(sheets) > 1 else []
    found = {**of_text(sheet.text, table), **earlier_choices(by, headings_mark(table))}
    return {**found, "sheet": sheet.name, "sheets": kept}


def of_text(text: str, table: Table) -> dict[str, Any]:
    """The text with its fingerprint, and a guess what its columns mean."""
    mark = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "headings_mark": headings_mark(table)}
    return {"text": text, **mark, **guessed(table)}


def headings_mark(table: Table) -> str:
    return hashlib.sha256("\n".join(map(normalised_heading, table.headings)).encode()).hexdigest()


def earlier_choices(by: User, mark: str) -> dict[str, Any]:
    """What this person said about the last list with these headings that they brought in."""
    applied = ImportBatch.objects.filter(person=by, headings_mark=mark, applied_at__isnull=False)
    last = applied.order_by("-applied_at").values("file_name", *REMEMBERED).first()
    if last is None:
        return {}
    return {"mapping_from": last.pop("file_name"), **last}


def guessed(table: Table) -> dict[str, object]:
    """What the columns mean. A list of nothing but needs names on both sides what there is."""
    mapping = guess(table.headings)
    return {"mapping": mapping, "add_needed": is_edge_list(table, mapping), "lines": len(table.lines)}


def begin_look(batch: ImportBatch) -> None:
    """A long file is read and compared in the background, anew when something else was said about it. While it is being
    written, or was written, nothing begins."""
    if batch.applied_at or batch.runs.applying().open().exists():
        return
    if not batch.is_long and not UnreadFile.objects.filter(batch=batch).exists():
        return
    batch.runs.looks().call_off()
    begin(batch, ImportRun.Kind.LOOK)


def begin(batch: ImportBatch, kind: str) -> None:
    run = ImportRun.objects.create(batch=batch, kind=kind, language=get_language() or DEFAULT)
    transaction.on_commit(partial(publish, TASK, run.pk))
