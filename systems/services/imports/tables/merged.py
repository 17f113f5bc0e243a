"""Merged cells of a sheet: what stands in one of them holds for the rows, or the headings, that it spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from systems.services.imports.columns import meaning_of, normalised_heading
from systems.services.imports.tables.headings import LOOKED_AT, MOST_COLUMNS

MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
CORNER = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns counted from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def area_of(reference: bytes) -> Area:
    """`B2:D2` as an area."""
    first, _colon, last = reference.decode().partition(":")
    return Area(*place(first), *place(last))


def place(corner: str) -> tuple[int, int]:
    found = CORNER.fullmatch(corner)
    letters, row = found.groups() if found else ("A", "1")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row) - 1, column - 1


def write_merged(rows: list[list[str]], areas: Sequence[Area]) -> None:
    """Writes what is merged into each row that it spans; of headings above others only what both say stays."""
    for area in areas:
        if area.left == area.right <= MOST_COLUMNS:
            fill_down(rows, area)
    for top in sorted({area.top for area in areas if is_above_headings(rows, area)}):
        spans = [area for area in areas if area.top == top and area.right > area.left]
        join_headings(rows[top], rows[top + 1], spans)


def fill_down(rows: list[list[str]], area: Area) -> None:
    text = cell_at(rows, area.top, area.left)
    for at in range(area.top + 1, min(area.bottom + 1, len(rows))) if text else ():
        if any(rows[at]):
            rows[at] += [""] * (area.left + 1 - len(rows[at]))
            rows[at][area.left] = text


def is_above_headings(rows: Sequence[Sequence[str]], area: Area) -> bool:
    """Whether it spans several columns of which the row below names more than one."""
    if area.top >= LOOKED_AT or area.right == area.left or area.bottom != area.top or area.top + 1 >= len(rows):
        return False
    below = [cell_at(rows, area.top + 1, at) for at in range(area.left, min(area.right, MOST_COLUMNS) + 1)]
    return sum(map(bool, below)) > 1 and sum(map(bool, rows[area.top])) <= sum(map(bool, rows[area.top + 1]))


def join_headings(upper: list[str], lower: list[str], spans: Sequence[Area]) -> None:
    """“Vendor” above “RTO” is “Vendor RTO” where a column is called that, and “RTO” elsewhere."""
    for at, above in over(upper, spans):
        if at < len(lower) and lower[at] and meaning_of(normalised_heading(f"{above} {lower[at]}")):
            lower[at] = f"{above} {lower[at]}"
    upper[:] = [""] * len(upper)


def over(upper: Sequence[str], spans: Sequence[Area]) -> Iterator[tuple[int, str]]:
    for area in spans:
        for at in range(area.left, min(area.right, MOST_COLUMNS) + 1):
            if area.left < len(upper) and upper[area.left]:
                yield at, upper[area.left]


def cell_at(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
