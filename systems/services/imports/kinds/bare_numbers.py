"""Columns of times whose numbers name no unit, as their headings do not: asked once for the column, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from systems.services.imports.columns import heading_unit
from systems.services.imports.meanings import DURATION
from systems.services.imports.tables.table import Table

BARE = re.compile(r"0*[1-9]\d{0,8}(?:[.,]\d{1,2})?|0*[.,]\d{1,2}")
UNITS = (60, 3600, 86400)
"""Minutes, hours, days, in seconds."""


def bare_key(meaning: str) -> str:
    """Under which a file keeps what the person said."""
    return f"bare:{meaning}"


def bare_columns(table: Table, mapping: Sequence[str]) -> dict[str, str]:
    """By meaning the first number that leaves its unit open."""
    found: dict[str, str] = {}
    for at, (heading, meaning) in enumerate(zip(table.headings, mapping, strict=True)):
        if meaning.endswith(DURATION) and heading_unit(heading) is None:
            cells = (line.cells[at] for line in table.lines)
            if first := next((cell for cell in cells if BARE.fullmatch(cell)), None):
                found[meaning] = first
    return found


def unit_said(meant: Mapping[str, str], meaning: str) -> int | None:
    """In seconds."""
    said = meant.get(bare_key(meaning), "")
    return int(said) if said in map(str, UNITS) else None
