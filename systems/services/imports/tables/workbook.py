"""Excel workbooks to text: each sheet as a CSV file, with what its cells mean as a person reads them.

Formulas are never worked out: what the program stored as their result is taken, and where it stored none the file is
refused. What a small file could unfold to is known before anything is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook  # type: ignore[import-untyped]

from systems.services.imports.tables.decoding import MOST_BYTES, Unreadable
from systems.services.imports.tables.excel_cells import text_of
from systems.services.imports.tables.headings import MOST_COLUMNS
from systems.services.imports.tables.merged import MERGED, Area, area_of, write_merged
from systems.services.imports.tables.sheets import MOST_ROWS, Sheet, Watch, unwatched
from systems.services.imports.tables.written import csv_text

MOST_UNPACKED, MOST_PARTS, MOST_SHEETS = 60 * 1024 * 1024, 2_000, 50
LAST_ROW = 1_048_576
"""The last row that Excel has. A file that names a later one is not followed there."""
SLACK = 100
"""Rows above the headings, beyond those of the list itself."""
WATCHED = 1_000
"""Rows between two times that whoever waits is told."""
PIECE, OVERLAP = 1024 * 1024, 4096
UNSTORED = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]*>\s*<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
"""A cell with a formula and without its result."""


def sheets_of(data: bytes, watch: Watch = unwatched) -> list[Sheet]:
    """The sheets that say something and are not hidden. Raises Unreadable, and nothing else, whatever the bytes are."""
    try:
        look_inside(data)
        return list(read_sheets(data, watch))
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable(_("The workbook is nested too deeply.")) from None
    except Exception as error:  # openpyxl raises whatever its parts do; none of it is the person's fault
        reason = gettext("The workbook cannot be read (%(error)s). Open it in Excel and save it anew as “.xlsx”.")
        raise Unreadable(reason % {"error": type(error).__name__}) from None


def look_inside(data: bytes) -> None:
    """What it would unfold to, by its own table of contents; unpacking stops at what that says."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        found = parts.infolist()
        if len(found) > MOST_PARTS or sum(part.file_size for part in found) > MOST_UNPACKED:
            raise Unreadable(_("Unpacked, the workbook is larger than 60 MB. Keep only the sheet with the list."))


def read_sheets(data: bytes, watch: Watch) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(visible) > MOST_SHEETS:
            raise Unreadable(_("The workbook has more than 50 sheets. Keep only the one with the list."))
        found, size = [], 0
        for sheet in visible:
            text = text_of_sheet(sheet, watch)
            size += len(text)
            if size > MOST_BYTES:
                raise Unreadable(_("The workbook holds more than 10 MB of text. Keep only the sheet with the list."))
            if text.strip(' \r\n,"'):
                found.append(Sheet(sheet.title, text))
    finally:
        book.close()
    if not found:
        raise Unreadable(_("The workbook is empty. It needs a row of headings and one row for each system."))
    yield from found


def text_of_sheet(sheet: Any, watch: Watch) -> str:
    """The sheet as CSV, with empty rows where it has some, so that rows keep their numbers."""
    areas = look_at_part(sheet)
    rows: list[list[str]] = []
    filled = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1), start=1):
        texts = [text_of(cell) for cell in cells]
        if any(texts):
            filled += 1
            rows += [[] for _empty in range(number - 1 - len(rows))]
            rows.append(texts)
        if number % WATCHED == 0:
            watch(number)
        if filled > MOST_ROWS + SLACK:
            raise Unreadable(_("The file has more than 20,000 rows. Split it into several files."))
    write_merged(rows, areas)
    return csv_text(rows)


def look_at_part(sheet: Any) -> list[Area]:
    """The merged areas of a sheet. Refuses a formula whose result the file does not keep."""
    areas: list[Area] = []
    with sheet._get_source() as part:
        rest = b""
        while piece := part.read(PIECE):
            seen = rest + piece
            if unstored := UNSTORED.search(seen):
                raise Unreadable(
                    gettext(
                        "Cell %(cell)s of the sheet “%(sheet)s” holds a formula without a result. "
                        "Open the file in Excel, save it, and choose it again."
                    )
                    % {"cell": unstored[1].decode(), "sheet": sheet.title}
                )
            areas += [area_of(each) for each in MERGED.findall(seen)]
            rest = seen[-OVERLAP:]
    return list(dict.fromkeys(areas))
