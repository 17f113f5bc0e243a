"""From the bytes and the name of a file to its sheets: CSV, Excel, Backstage entities."""

from __future__ import annotations

from django.conf import settings

from systems.models.imports import A_PACKED_ROW, A_USUAL_ROW
from systems.services.imports.tables import entities, workbook
from systems.services.imports.tables.decoding import MOST_BYTES, TOO_LARGE, WORKBOOK, Unreadable, decode
from systems.services.imports.tables.sheets import Sheet, Watch, unwatched
from systems.services.imports.tables.table import Table, read_table


def sheets_of(name: str, data: bytes, *, watch: Watch = unwatched) -> list[Sheet]:
    """At least one. Raises Unreadable, and nothing else, whatever the bytes are. `watch` is told how far a workbook is
    read."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(WORKBOOK):
        return workbook.sheets_of(data, watch)
    text = decode(data).replace("\0", "")
    if name.lower().endswith((".yaml", ".yml")) or text.lstrip("\ufeff-# \r\n").startswith("apiVersion:"):
        return [Sheet("", entities.text_of(text))]
    return [Sheet("", text)]


def is_large(data: bytes) -> bool:
    """Whether it is read in the background, by what a row takes of a workbook and of other files."""
    return len(data) > settings.IMPORT_AT_ONCE_ROWS * (A_PACKED_ROW if data.startswith(WORKBOOK) else A_USUAL_ROW)


def chosen_sheet(sheets: list[Sheet], name: str = "") -> tuple[Sheet, Table]:
    """The sheet of that name; without one the first that can be read as a list. Raises Unreadable, of the first."""
    wanted = [sheet for sheet in sheets if not name or sheet.name == name]
    first: Unreadable | None = None
    for sheet in wanted:
        try:
            return sheet, read_table(sheet.text)
        except Unreadable as unreadable:
            first = first or unreadable
    raise first or Unreadable(name)
