"""Excel workbooks, written row by row: words and numbers side by side, and no text that turns into a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Any

import xlsxwriter

from exports.document import Cell, Column, Document, Fact, Section, Sign, Table
from exports.writers.csv_text import FORMULA, labels

LONGEST_TEXT = 32_767  # of Excel's cells
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
COLOURS = {Sign.BLOCKS: "#A8261C", Sign.WARNS: "#8A5300", Sign.INFORMS: "#1F4F9C", Sign.GOOD: "#1F6B3B"}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


@dataclass(frozen=True, slots=True)
class Look:
    """One format of a workbook; asked for twice it is the same."""

    bold: bool = False
    quoted: bool = False
    number: str = ""
    colour: str = ""
    head: bool = False


PLAIN = Look()


class Book:
    """A workbook under way: it keeps the formats and the names of its sheets."""

    def __init__(self, target: IO[bytes], title: str, produced_at: dt.datetime) -> None:
        self.workbook = xlsxwriter.Workbook(target, OPTIONS)
        self.workbook.set_properties(
            {
                "title": title[:250],
                "author": "DR Portal",
                "created": produced_at.astimezone(dt.UTC).replace(tzinfo=None),
            }
        )
        self.looks: dict[Look, Any] = {}
        self.names: set[str] = set()

    def look(self, look: Look) -> Any:
        if look not in self.looks:
            shape: dict[str, object] = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 11}
            shape |= {"bold": look.bold or look.head, "quote_prefix": look.quoted}
            shape |= {"num_format": look.number} if look.number else {}
            shape |= {"font_color": look.colour} if look.colour else {}
            shape |= {"bg_color": "#E6F0F2", "bottom": 1, "valign": "bottom"} if look.head else {}
            self.looks[look] = self.workbook.add_format(shape)
        return self.looks[look]

    def sheet(self, title: str, columns: tuple[tuple[str, int], ...]) -> Sheet:
        return Sheet(self, self.free_name(title), columns)

    def free_name(self, title: str) -> str:
        """A name that Excel takes and that no other sheet has."""
        name = NOT_IN_SHEET_NAME.sub(" ", title).strip("' ")[:LONGEST_SHEET_NAME] or "1"
        for number in range(2, 100):
            if name.casefold() not in self.names:
                break
            name = f"{name[: LONGEST_SHEET_NAME - 3]} {number}"
        self.names.add(name.casefold())
        return name


class Sheet:
    """A sheet with one head row, written from top to bottom."""

    def __init__(self, book: Book, name: str, columns: tuple[tuple[str, int], ...]) -> None:
        self.book, self.columns, self.at = book, columns, 0
        self.sheet = book.workbook.add_worksheet(name)
        for index, (_label, width) in enumerate(columns):
            self.sheet.set_column(index, index, width)
        self.sheet.freeze_panes(1, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_footer("&L&F&C&A&R&P / &N")
        self.row([Cell(label) for label, _width in columns], Look(head=True))

    def row(self, cells: list[Cell], look: Look = PLAIN) -> None:
        for index, cell in enumerate(cells):
            self.write(index, cell, look)
        self.at += 1

    def write(self, index: int, cell: Cell, look: Look) -> None:
        if cell.day is not None:
            self.sheet.write_datetime(self.at, index, cell.day, self.book.look(Look(number="yyyy-mm-dd")))
        elif cell.number is not None and not cell.text:
            self.sheet.write_number(
                self.at, index, float(cell.number), self.book.look(Look(number=number_format(cell)))
            )
        elif cell.text:
            text = shortened(cell.text)
            quoted = FORMULA.match(text) is not None
            look = Look(look.bold, quoted, "", COLOURS.get(cell.sign, look.colour), look.head)
            self.sheet.write_string(self.at, index, text, self.book.look(look))

    def close(self) -> None:
        if self.at > 1:
            self.sheet.autofilter(0, 0, self.at - 1, len(self.columns) - 1)


def number_format(cell: Cell) -> str:
    """Whole numbers plain, others with what they need."""
    whole = cell.number is not None and cell.number == int(cell.number)
    return "#,##0" if whole else "#,##0.00##"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def write(document: Document) -> bytes:
    """The whole report: a sheet with its facts, then a sheet for each of its tables."""
    target = io.BytesIO()
    book = Book(target, f"{document.title}: {document.kind}", document.produced_at)
    facts_sheet(book, document)
    for section in document.sections:
        for title, tables in groupby(section.tables, lambda table: table.sheet or table.title):
            table_sheet(book, tuple(tables), title or section.title)
    book.workbook.close()
    return target.getvalue()


def facts_sheet(book: Book, document: Document) -> None:
    words = document.words
    widths = (
        (words.part, 22),
        (words.item, 34),
        (words.value, 44),
        (words.number, 14),
        (words.unit, 8),
        (words.because, 90),
    )
    sheet = book.sheet(words.summary_sheet, widths)
    sheet.row([Cell(document.kind), Cell(document.title), Cell(document.produced)], Look(bold=True))
    standing = (Fact("", document.status),) if document.status.text else ()
    for section in (Section("", document.kind, facts=(*standing, *document.headline)), *document.sections):
        for cells in fact_rows(section):
            sheet.row(cells)
    sheet.close()


def fact_rows(section: Section) -> Iterator[list[Cell]]:
    for fact in section.facts:
        yield [Cell(section.title), Cell(fact.label), *fact_cells(fact)]
    for note in section.notes:
        yield [Cell(section.title), Cell(""), Cell(note)]


def fact_cells(fact: Fact) -> list[Cell]:
    number = Cell("", fact.value.number)
    because = "\n".join(filter(None, (*fact.because, fact.value.note)))
    return [fact.value, number, Cell(fact.unit if fact.value.number is not None else ""), Cell(because)]


def table_sheet(book: Book, tables: tuple[Table, ...], title: str) -> None:
    """Tables of the same columns, one below the other."""
    first = tables[0]
    sheet = book.sheet(title, tuple(wide for column in first.columns for wide in widths_of(column)))
    for table in tables:
        for cells in table.rows:
            sheet.row([part for column, cell in zip(table.columns, cells, strict=True) for part in parts(column, cell)])
    if sheet.at == 1 and first.empty:
        sheet.row([Cell(first.empty)])
    sheet.close()


def widths_of(column: Column) -> tuple[tuple[str, int], ...]:
    heads = labels(column)
    return tuple((head, column.width if index == 0 and column.words else 14) for index, head in enumerate(heads))


def parts(column: Column, cell: Cell) -> tuple[Cell, ...]:
    """The words and the number, or the one of them that the column shows."""
    number = Cell("", cell.number)
    if not column.words:
        return (number,)
    return (cell, number) if column.unit else (cell,)


def save(table: Table, target: IO[bytes], produced_at: dt.datetime) -> None:
    """One table as a workbook into a file; what is in memory does not grow with its length."""
    book = Book(target, table.title, produced_at)
    table_sheet(book, (table,), table.title)
    book.workbook.close()
