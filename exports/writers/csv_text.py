"""CSV as spreadsheets open it: UTF-8 with its mark, commas, and no cell that could be taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from exports.document import Cell, Column, Document, Fact, Number, Section, Table

MARK = "\ufeff"  # without it Excel reads UTF-8 as the computer's own old code page
FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")
FLUSH_AT = 64 * 1024

Row = list[str | Number]


def neutral(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would run it as a formula.

    Blanks before the sign do not help an attacker: some programs strip them, so they do not count here either. Nor do
    apostrophes: so whoever reads the file takes one away, and has what was there.
    """
    text = text.replace("\x00", "")
    return f"'{text}" if FORMULA.match(text) else text


def write(document: Document) -> bytes:
    """The whole report, one fact a line: part, item, field, value in words, number, unit, because."""
    words = document.words
    header: Row = [words.part, words.item, words.field, words.value, words.number, words.unit, words.because]
    standing = (Fact("", document.status),) if document.status.text else ()
    produced = Fact(document.title, Cell(document.produced))
    head = Section("", document.kind, facts=(produced, *standing, *document.headline))
    lines = chain.from_iterable(section_lines(section) for section in (head, *document.sections))
    return b"".join(encoded(chain([header], lines)))


def section_lines(section: Section) -> Iterator[Row]:
    for fact in section.facts:
        because = " ".join(filter(None, (*fact.because, fact.value.note)))
        yield line((section.title, fact.label, ""), fact.value, fact.unit, because)
    for table in section.tables:
        part = table.title or section.title
        for name, *cells in table.rows:
            for column, cell in zip(table.columns[1:], cells, strict=True):
                yield line((part, words_of(name), column.label), cell, column.unit, cell.note)
    for note in section.notes:
        yield line((section.title, "", ""), Cell(note), "", "")


def line(place: tuple[str, str, str], cell: Cell, unit: str, because: str) -> Row:
    number = ("", "") if cell.number is None else (cell.number, unit)
    return [*(neutral(name) for name in place), neutral(words_of(cell)), *number, neutral(because)]


def stream(table: Table) -> Iterator[bytes]:
    """A table row by row, in pieces of some 64 KiB; its memory does not grow with its length."""
    header: Row = [neutral(label) for column in table.columns for label in labels(column)]
    return encoded(chain([header], (table_line(table.columns, cells) for cells in table.rows)))


def labels(column: Column) -> tuple[str, ...]:
    """The heads of the columns that a file shows for a column."""
    with_unit = f"{column.label} ({column.unit})" if column.unit else column.label
    if not column.words:
        return (with_unit,)
    return (column.label, with_unit) if column.unit else (column.label,)


def table_line(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> Row:
    row: Row = []
    for column, cell in zip(columns, cells, strict=True):
        if column.words:
            row.append(neutral(words_of(cell)))
        if column.unit or not column.words:
            row.append("" if cell.number is None else cell.number)
    return row


def words_of(cell: Cell) -> str:
    """The words; a day as every program reads it."""
    return cell.day.isoformat() if cell.day else cell.text


def encoded(rows: Iterable[Row]) -> Iterator[bytes]:
    buffer = io.StringIO(MARK)
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, dialect="excel")
    for row in rows:
        writer.writerow(row)
        if buffer.tell() >= FLUSH_AT:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
