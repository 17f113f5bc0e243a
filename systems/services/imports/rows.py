"""Rows of a table as wishes: what each one says about a system, before looking at the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext

from presentation.language import language
from recovery.reading import Understood
from systems.models import System
from systems.services.imports import cells, naming
from systems.services.imports.columns import BY_KEY, COST, DURATION, IGNORE, heading_currency, heading_unit
from systems.services.imports.readings import readings
from systems.services.imports.table import Line, Table

LONGEST_NAME = 200
LONGEST_TEXT = 2000
LONGEST_TAGS = 400
ADDRESSES = ("owner", "technical_contact")


@dataclass(slots=True)
class Wish:
    """What a row asks for. `values` holds only what the row says; an empty cell leaves the catalogue as it is."""

    number: int
    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # cells that could not be used, and what would fit
    refused: str = ""


def wishes(table: Table, mapping: Sequence[str], decimal_sign: str = "") -> list[Wish]:
    """One wish for each row, named; rows without anything to call them by are refused."""
    contents = [cells_by_meaning(line, table.headings, mapping) for line in table.lines]
    readers = readers_of(table, mapping, decimal_sign)
    found = [wish_of(line, texts, readers) for line, texts in zip(table.lines, contents, strict=True)]
    name_all(found, contents, built="name" not in mapping)
    return found


def cells_by_meaning(line: Line, headings: Sequence[str], mapping: Sequence[str]) -> dict[str, list[str]]:
    """The cells that say something, by their meaning."""
    contents: dict[str, list[str]] = {}
    for heading, meaning, cell in zip(headings, mapping, line.cells, strict=True):
        if meaning != IGNORE and not cells.says_nothing(cell):
            contents.setdefault(meaning, []).append(f"{heading}: {cell}" if meaning == "remark" else cell)
    return contents


def readers_of(table: Table, mapping: Sequence[str], decimal_sign: str) -> dict[str, cells.Reader]:
    """What reads the cells of each meaning; numbers as their whole column says, durations as their heading does."""
    found, units = readings(table, mapping, decimal_sign), units_of(table.headings, mapping)
    readers = dict(cells.READERS)
    for meaning, reading in found.items():
        readers[meaning] = partial(readers[meaning], sign=reading.sign)
    for meaning, unit in units.items():
        readers[meaning] = partial(readers[meaning], unit=unit)
    for heading, meaning in zip(table.headings, mapping, strict=True):
        if meaning == COST:
            readers[meaning] = partial(readers[meaning], currency=heading_currency(heading))
    return readers


def units_of(headings: Sequence[str], mapping: Sequence[str]) -> dict[str, int]:
    """The unit of the bare durations of a column, in seconds, where its heading names one: “rto_hours”, “RTO (h)”."""
    named = zip(mapping, map(heading_unit, headings), strict=True)
    return {meaning: unit for meaning, unit in named if unit and meaning.endswith(DURATION)}


def wish_of(line: Line, contents: dict[str, list[str]], readers: Mapping[str, cells.Reader]) -> Wish:
    wish = Wish(line.number)
    if line.extra:
        wish.notes.append(
            gettext("More cells than headings: “%(cells)s” is left out.") % {"cells": shortened(line.extra)}
        )
    for meaning, reader in readers.items():
        for cell in contents.get(meaning, ()):
            try:
                take(wish, meaning, reader(cell))
            except cells.Unusable as unusable:
                leave_out(wish, meaning, cell, unusable.reason)
    for meaning in ("purpose", "data_kinds"):
        parts = [*contents.get(meaning, ()), *(contents.get("remark", ()) if meaning == "data_kinds" else ())]
        if text := "\n".join(parts):
            wish.values[meaning] = text[:LONGEST_TEXT]
            if len(text) > LONGEST_TEXT:
                wish.notes.append(gettext("The text is longer than 2,000 characters and is cut there."))
    wish.people = {name: cells.one_line(contents[name][0]) for name in ADDRESSES if name in contents}
    wish.tags = unique(parts_of(contents.get("tags", ()), r"[;,|\n]"))
    wish.needs = unique(parts_of(contents.get("needs", ()), r"[;|\n]"))
    return wish


def take(wish: Wish, meaning: str, value: Any) -> None:
    """The value of a cell; where the cell left room, what was chosen is said."""
    if isinstance(value, Understood):
        if not value.exact:
            wish.notes.append(f"{BY_KEY[meaning].label}: {value.explained(language())}")
        value = value.value
    wish.values[meaning] = value


def leave_out(wish: Wish, meaning: str, cell: str, reason: str) -> None:
    values = {"label": BY_KEY[meaning].label, "cell": shortened([cell]), "reason": reason}
    wish.notes.append(gettext("%(label)s “%(cell)s” is left out. %(reason)s") % values)


def name_all(found: list[Wish], contents: Sequence[dict[str, list[str]]], *, built: bool) -> None:
    """Names as given, else built from vendor and product; a row that only has a key is called by it."""
    texts = [{meaning: cells.one_line(parts[0]) for meaning, parts in each.items()} for each in contents]
    names = [
        text.get("name", "")
        or naming.built_name(text.get("supplier", ""), text.get("product", ""), text.get("purpose", ""))
        or text.get("key", "")
        for text in texts
    ]
    if built:
        rows = [(n, t.get("unit", ""), t.get("purpose", "")) for n, t in zip(names, texts, strict=True)]
        names = naming.told_apart(rows)
    for wish, name in zip(found, names, strict=True):
        wish.name = name
        if not name:
            wish.refused = gettext("There is nothing to call it by: no name, vendor, product or purpose.")
        elif len(name) > LONGEST_NAME:
            wish.refused = gettext("The name is longer than 200 characters. Shorten it in the file.")


def parts_of(texts: Sequence[str], separators: str) -> list[str]:
    return [
        cells.one_line(part) for text in texts for part in re.split(separators, text) if not cells.says_nothing(part)
    ]


def unique(texts: Sequence[str]) -> list[str]:
    return list({text.lower(): text for text in reversed(texts)}.values())[::-1]


def joined_tags(present: System | None, wanted: Sequence[str]) -> str:
    """The tags there are, and those of the row that are new, as far as there is room."""
    tags = unique([*(present.tag_list if present else ()), *wanted])
    ends = accumulate((len(tag) + len(", ") for tag in tags), initial=-len(", "))
    fitting = sum(1 for end in ends if end <= LONGEST_TAGS) - 1
    return ", ".join(tags[:fitting])


def shortened(texts: Sequence[str]) -> str:
    text = "; ".join(texts)
    return text if len(text) <= 60 else text[:57] + "…"
