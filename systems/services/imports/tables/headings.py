"""Which row of a file holds its headings: lists come with titles and remarks above them."""

from __future__ import annotations

from collections.abc import Sequence

from systems.services.imports.columns import meaning_of, normalised_heading

LOOKED_AT = 20
"""So many rows, of those that say something, may hold the headings."""
MOST_COLUMNS = 100
LONGEST = 100
REMARK = ("# ", "//", "--", "/*", ";")
"""How lines begin that programs write above a table."""


def guessed_heading(beginning: Sequence[Sequence[str]]) -> int:
    """Which of the first rows it is, counted from 0.

    A title fills fewer cells than the headings below it. Of the rows that fill about as many as any other the first
    one is taken, unless it says nothing that a column is called and one below it says it twice.
    """
    filled = [sum(map(bool, cells)) for cells in beginning]
    wide = [at for at, count in enumerate(filled) if 2 * count > max(filled) and not is_remark(beginning[at])]
    first = wide[0] if wide else 0
    known = {at: recognised(beginning[at]) for at in wide}
    if known.get(first, 1) == 0:
        return next((at for at in wide if known[at] > 1), first)
    return first


def is_remark(cells: Sequence[str]) -> bool:
    return cells[0].startswith(REMARK) if cells else False


def recognised(cells: Sequence[str]) -> int:
    """How many cells are what a column is called."""
    return sum(bool(cell and meaning_of(normalised_heading(cell[:LONGEST]))) for cell in cells[:MOST_COLUMNS])
