"""From the bytes and the name of a file to its sheets: CSV, Excel, Backstage entities."""

from __future__ import annotations

from systems.services.imports.tables import entities, workbook
from systems.services.imports.tables.decoding import MOST_BYTES, TOO_LARGE, WORKBOOK, Unreadable, decode
from systems.services.imports.tables.sheets import Sheet
from systems.services.imports.tables.table import Table, read_table


def sheets_of(name: str, data: bytes) -> list[Sheet]:
    """At least one. Raises Unreadable, and nothing else, whatever the bytes are."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(WORKBOOK):
        return workbook.sheets_of(data)
    text = decode(data).replace("\0", "")
    if name.lower().endswith((".yaml", ".yml")) or text.lstrip("\ufeff-# \r\n").startswith("apiVersion:"):
        return [Sheet("", entities.text_of(text))]
    return [Sheet("", text)]


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
