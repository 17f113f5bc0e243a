"""Text to rows: which sign separates the cells, the heading, and rows that are too short or too long."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from systems.services.imports.tables.decoding import Unreadable
from systems.services.imports.tables.headings import LOOKED_AT, MOST_COLUMNS, guessed_heading
from systems.services.imports.tables.sheets import MOST_ROWS

DELIMITERS = (",", ";", "\t", "|")
NEUTRALISED = re.compile(r"'(?:[\s']*[=+\-@＝＋－＠]|'*[\t\r\n])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as a spreadsheet counts it, with as many cells as there are columns; `extra` did not fit any."""

    number: int
    cells: tuple[str, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`beginning` are the first rows as they stand, any of which may hold the headings; `heading_row` does."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    heading_row: int = 1
    beginning: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def above(self) -> list[tuple[int, tuple[str, ...]]]:
        """The rows above the headings, which are left out."""
        return [(number, cells) for number, cells in self.beginning if number < self.heading_row]


def read_table(text: str, heading_row: int | None = None) -> Table:
    """The table in a CSV text. Raises Unreadable, and nothing else, whatever the text is.

    `heading_row` is the number of the row with the headings; without one, or with one that cannot be, it is guessed.
    """
    delimiter, text = delimiter_of(text.lstrip("\ufeff"))
    rows = numbered(text, delimiter)
    beginning = list(islice(rows, LOOKED_AT))
    if not beginning:
        raise Unreadable(_("The file is empty. Choose a CSV file with a heading line and one line for each system."))
    numbers = [number for number, _cells in beginning]
    at = numbers.index(heading_row) if heading_row in numbers else guessed_heading([cells for _n, cells in beginning])
    heading = trimmed(beginning[at][1])
    if len(heading) > MOST_COLUMNS:
        raise Unreadable(_("The file has more than 100 columns. Take out those that are not needed."))
    lines: list[Line] = []
    for number, cells in chain(beginning[at + 1 :], rows):
        if len(lines) == MOST_ROWS:
            raise Unreadable(_("The file has more than 20,000 rows. Split it into several files."))
        lines.append(line_of(number, cells, len(heading)))
    if not lines:
        raise Unreadable(_("The file has a heading line only. Add one line for each system."))
    shown = tuple((number, tuple(trimmed(cells))) for number, cells in beginning)
    return Table(named(heading), tuple(lines), numbers[at], shown)


def numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that say something, with their number. A cell without end, or a quotation mark left open, is named."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    unclosed = open_quotation(text, delimiter) if text.count('"') % 2 else None
    number = 0
    try:
        for row in reader:
            number += 1
            if unclosed and number >= unclosed:
                raise Unreadable(quotation_at(unclosed))
            cells = [as_meant(cell.strip()) for cell in row]
            if any(cells):
                yield number, cells
    except csv.Error:
        raise Unreadable(
            gettext("Row %(number)d has a cell that does not end. Look for a missing quotation mark.")
            % {"number": number + 1}
        ) from None


def as_meant(cell: str) -> str:
    """Without the apostrophe by which files keep spreadsheets from running a cell, as the portal's own do."""
    return cell[1:] if NEUTRALISED.match(cell) else cell


def quotation_at(number: int) -> str:
    return gettext("In row %(number)d a quotation mark opens a cell and nothing closes it. Add the closing one.") % {
        "number": number
    }


def open_quotation(text: str, delimiter: str) -> int | None:
    """The number of the row whose quotation mark is never closed, if there is one."""
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for _row in strict:
            number += 1
    except csv.Error as error:
        return number + 1 if "unexpected end" in str(error) else None
    return None


def delimiter_of(text: str) -> tuple[str, str]:
    """The sign between cells, and the text without Excel's own line about it.

    It is the one that cuts most of the first lines into equally many cells. A list inside of cells can be cut into more
    of them than there are columns; but its sign leaves the headings whole, which the true one cuts as it cuts the rest.
    """
    first, _newline, rest = text.partition("\n")
    if stated := re.fullmatch(r"sep=(.)\s*", first):
        return (stated[1], rest) if stated[1] in DELIMITERS else (",", rest)
    cuts = [cut_by(sign, text) for sign in DELIMITERS]
    likely = [cut for cut in cuts if not any(other.explains_more(cut) for other in cuts)]
    return max(likely, key=lambda cut: (cut.width * len(cut.agreeing), cut.sign == ",")).sign, text


@dataclass(frozen=True)
class Cut:
    """The first lines as a sign cuts them: `agreeing` are the numbers of those with as many cells as `width`, the
    most telling count; `whole` those that it leaves whole."""

    sign: str
    width: int
    agreeing: frozenset[int]
    whole: frozenset[int]

    def explains_more(self, other: Cut) -> bool:
        """It cuts lines as it cuts the rest which the other leaves whole, never the reverse, and no fewer of them."""
        mine, its = self.agreeing & other.whole, other.agreeing & self.whole
        return bool(mine) and not its and len(self.agreeing) >= len(other.agreeing)


def cut_by(sign: str, text: str) -> Cut:
    lengths: dict[int, int] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text[:65536], newline=""), delimiter=sign)):
            if number == 30:
                break
            lengths[number] = len(row)
    except csv.Error:
        lengths = {}
    counts = Counter(length for length in lengths.values() if length > 1)
    width = max(counts, key=lambda length: length * counts[length], default=0)
    agreeing = frozenset(number for number, length in lengths.items() if length == width)
    return Cut(sign, width, agreeing, frozenset(number for number, length in lengths.items() if length == 1))


def line_of(number: int, cells: list[str], width: int) -> Line:
    whole = tuple((cells + [""] * width)[:width])
    return Line(number, whole, tuple(cell for cell in cells[width:] if cell))


def trimmed(heading: list[str]) -> list[str]:
    """Without the empty headings at its end."""
    while heading and not heading[-1]:
        heading = heading[:-1]
    return heading


def named(heading: list[str]) -> tuple[str, ...]:
    """A name for every column, also for those without one."""
    return tuple(
        " ".join(CONTROL.sub("", name).split())[:100] or gettext("Column %(n)d") % {"n": n}
        for n, name in enumerate(heading, start=1)
    )
