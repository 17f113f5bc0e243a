"""A report before it is a file: sections of facts and tables in the reader's words, each with the number behind it.

Reports make documents, writers turn them into bytes; neither knows the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

Number = int | float | Decimal


class Sign(StrEnum):
    """A meaning that has a shape of its own wherever a cell is drawn; the words beside it say the same."""

    NONE = ""
    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"
    GOOD = "good"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: the words, and what a spreadsheet can compute with (hours, money, a count, a day)."""

    text: str
    number: Number | None = None
    day: dt.date | None = None
    sign: Sign = Sign.NONE
    path: str = ""  # where a page leads from here
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One number or word with its because; `unit` belongs to the number ("h", "EUR")."""

    label: str
    value: Cell
    because: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. With a `unit` its cells carry numbers, and files show them in a column of their own, beside the words
    or, where the words say no more (`words=False`: money, counts), instead of them."""

    label: str
    unit: str = ""
    words: bool = True
    detail: bool = False  # for spreadsheets only: what a page has no room for
    width: int = 16  # in characters, for files that have widths
    once: bool = False  # for reading, said of the first of the rows that have it in common


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the first cell of a row names it. `empty` is said when there are no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    empty: str = ""
    sheet: str = ""  # tables of one name stand on one sheet of a workbook

    def for_reading(self) -> Table:
        """The table without the columns that only a spreadsheet has room for, and with what rows share said once."""
        kept = [index for index, column in enumerate(self.columns) if not column.detail]
        columns = tuple(self.columns[index] for index in kept)
        rows = [tuple(cells[index] for index in kept) for cells in self.rows]
        once = [
            tuple(
                Cell("") if column.once and before is not None and cell == before[index] else cell
                for index, (column, cell) in enumerate(zip(columns, cells, strict=True))
            )
            for before, cells in zip((None, *rows), rows, strict=False)
        ]
        return replace(self, columns=columns, rows=once)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and what it says in words."""

    svg: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `anchor` is its stable name in addresses and sheets."""

    anchor: str
    title: str
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The few words that writers need themselves, in the reader's language."""

    part: str = "Part"
    item: str = "Item"
    field: str = "Field"
    value: str = "Value"
    number: str = "Number"
    unit: str = "Unit"
    because: str = "Because"
    page_of: str = "Page {page} of {pages}"
    summary_sheet: str = "Summary"
    replaced: str = "Characters that this typeface does not have are shown as {sign}."


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, in one language."""

    title: str
    kind: str  # what sort of report it is, for headers: "Recovery summary"
    language: str
    produced: str  # when and for whom, in words
    produced_at: dt.datetime
    lead: str = ""
    status: Cell = field(default_factory=lambda: Cell(""))
    picture: Picture | None = None
    headline: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    words: Words = field(default_factory=Words)
