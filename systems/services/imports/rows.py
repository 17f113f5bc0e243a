"""Rows of a table as wishes: what each one says about a system, before looking at the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext

from presentation.forms.lines import is_one_line
from presentation.language import language
from recovery.reading import Understood
from systems.models import System
from systems.services.imports import cells, naming
from systems.services.imports.choices import LEFT_OUT, Choices, meant_key
from systems.services.imports.columns import heading_currency, heading_size, heading_unit
from systems.services.imports.kinds.bare_numbers import unit_said
from systems.services.imports.kinds.days import FAILED, Tested, day, result_of_test
from systems.services.imports.meanings import (
    DURATION,
    IGNORE,
    NEED_KIND,
    NEEDED_BY,
    NEEDS,
    PEOPLE,
    SIZE,
    TEST_RESULT,
    TEST_RTA,
    TESTS,
    TEXTS,
    TIER,
    short_label,
)
from systems.services.imports.notes import Note
from systems.services.imports.readings import AMOUNTS, readings
from systems.services.imports.tables.table import CONTROL, Line, Table

LONGEST_NAME = 200
LONGEST_TEXT = 2000
LONGEST_TAGS = 400
SAYS_ONCE = (*cells.WORDS, TIER, *PEOPLE)
"""Meanings whose cells a person may say once what they mean."""
Cells = dict[str, list[str]]
Need = tuple[str, str]
"""A key or name, and the kind of need; nothing where nobody says it."""


@dataclass(slots=True)
class Wish:
    """What a row asks for. `values` holds only what the row says; `empty` are the fields whose cells say nothing."""

    number: int
    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    people: Cells = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    tag_cell: str = ""  # as it stands; a tag of the portal may hold signs that separate tags elsewhere
    named: bool = False  # by a cell of its own, not by what else is known
    needs: list[Need] = field(default_factory=list)
    needed_by: list[Need] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)  # cells that could not be used, and what would fit
    refused: str = ""


def wishes(table: Table, choices: Choices) -> list[Wish]:
    """One wish for each row, named; rows without anything to call them by are refused."""
    contents = [cells_by_meaning(line, table.headings, choices.mapping) for line in table.lines]
    readers = readers_of(table, choices)
    found = [wish_of(line, texts, readers, choices) for line, texts in zip(table.lines, contents, strict=True)]
    name_all(found, contents, built="name" not in choices.mapping)
    for wish, line in zip(found, table.lines, strict=True):
        if line.cells == table.headings:
            wish.refused = gettext("It repeats the headings.")
    return found


def cells_by_meaning(line: Line, headings: Sequence[str], mapping: Sequence[str]) -> Cells:
    """The cells that say something, by their meaning."""
    contents: Cells = {}
    for heading, meaning, cell in zip(headings, mapping, line.cells, strict=True):
        if meaning != IGNORE and not cells.says_nothing(cell):
            contents.setdefault(meaning, []).append(f"{heading}: {cell}" if meaning == "remark" else cell)
    return contents


def readers_of(table: Table, choices: Choices) -> dict[str, cells.Reader]:
    """What reads the cells of each meaning; numbers as their whole column says, durations as their heading does."""
    mapping = choices.mapping
    found, units = readings(table, mapping, choices.decimal_sign), units_of(table.headings, choices)
    readers: dict[str, cells.Reader] = {**cells.READERS, **dict.fromkeys(TESTS, day), TEST_RESULT: result_of_test}
    for meaning, reading in found.items():
        sign = None if meaning.endswith(DURATION) and reading.assumed else reading.sign
        readers[meaning] = partial(readers[meaning], sign=sign)
    for meaning, unit in units.items():
        readers[meaning] = partial(readers[meaning], unit=unit)
    readers[TIER] = partial(readers[TIER], known=choices.tiers)
    for heading, meaning in zip(table.headings, mapping, strict=True):
        if meaning in AMOUNTS:
            readers[meaning] = partial(readers[meaning], currency=heading_currency(heading))
        if meaning == SIZE:
            readers[meaning] = partial(readers[meaning], unit=heading_size(heading))
    return readers


def units_of(headings: Sequence[str], choices: Choices) -> dict[str, int]:
    """The unit of the bare durations of a column, in seconds, where its heading names one (“rto_hours”, “RTO (h)”), or
    the person has said it."""
    named = zip(choices.mapping, map(heading_unit, headings), strict=True)
    found = ((meaning, unit or unit_said(choices.meant, meaning)) for meaning, unit in named)
    timed = (DURATION, *TESTS, TEST_RESULT)
    return {meaning: unit for meaning, unit in found if unit and meaning.endswith(timed)}


def wish_of(line: Line, contents: Cells, readers: Mapping[str, cells.Reader], choices: Choices) -> Wish:
    wish = Wish(line.number)
    if line.extra:
        text = gettext("More cells than headings: “%(cells)s” is left out.") % {"cells": shortened(line.extra)}
        wish.notes.append(Note("extra", text))
    contents = {**contents, **{name: as_said(wish, name, contents, choices) for name in SAYS_ONCE if name in contents}}
    for meaning, reader in readers.items():
        for cell in contents.get(meaning, ()):
            try:
                take(wish, meaning, reader(cell))
            except cells.Unusable as unusable:
                leave_out(wish, meaning, cell, unusable.reason)
    for meaning in TEXTS:
        take_text(wish, meaning, contents)
    wish.people = {name: contents[name] for name in PEOPLE if contents.get(name)}
    wish.tags = unique(parts_of(contents.get("tags", ()), r"[;,|\n]"))
    wish.tag_cell = cells.one_line(", ".join(contents.get("tags", ())))
    wish.named = "name" in contents
    take_tier(wish)
    take_test(wish)
    kind = wish.values.pop(NEED_KIND, "")
    wish.needs = needs_of(contents, kind)
    wish.needed_by = [(part, kind) for part in unique(parts_of(contents.get(NEEDED_BY, ()), r"[;|\n]"))]
    wish.empty = empty_fields(line, choices.mapping)
    return wish


def as_said(wish: Wish, meaning: str, contents: Cells, choices: Choices) -> list[str]:
    """The cells, as the person said what they mean where the portal does not know."""
    found = []
    for cell in contents[meaning]:
        meant = choices.meant.get(meant_key(meaning, cell), "") if choices.meant else ""
        if not meant:
            found.append(cell)
            continue
        values = {"label": short_label(meaning), "cell": shortened([cell])}
        if meant == LEFT_OUT:
            text = gettext("%(label)s “%(cell)s” is left out, as you said.") % values
            wish.notes.append(Note("left", text, meaning, cell))
        else:
            found.append(meant)
            text = gettext("%(label)s “%(cell)s” is read as you said.") % values
            wish.notes.append(Note("meant", text, meaning, cell))
    return found


def take_tier(wish: Wish) -> None:
    """What the tier stands for, where no column of the row says it itself."""
    rto, rpo = wish.values.pop(TIER, (None, None))
    for meaning, value in (("rto_seconds", rto), ("rpo_seconds", rpo)):
        if value is not None:
            wish.values.setdefault(meaning, value)


def take_test(wish: Wish) -> None:
    """A test that succeeded is worth its day. One that failed has shown nothing, and one without a day cannot age."""
    result: Tested | None = wish.values.pop(TEST_RESULT, None)
    days = [meaning for meaning in TESTS if meaning in wish.values]
    if result is None:
        return
    if not days:
        wish.notes.append(Note("test-undated", gettext("Its result is left out: no column says on which day it was.")))
    elif result.outcome == FAILED:
        for meaning in days:
            del wish.values[meaning]
        wish.notes.append(Note("test-failed", gettext("The last test did not succeed, so it is not recorded.")))
    elif result.rta is not None:
        wish.values[TEST_RTA] = result.rta


def take_text(wish: Wish, meaning: str, contents: Cells) -> None:
    parts = [*contents.get(meaning, ()), *(contents.get("remark", ()) if meaning == "data_kinds" else ())]
    if text := clean_text("\n".join(parts)):
        wish.values[meaning] = text[:LONGEST_TEXT]
        if len(text) > LONGEST_TEXT:
            wish.notes.append(Note("cut", gettext("The text is longer than 2,000 characters and is cut there.")))


def clean_text(text: str) -> str:
    """As it is stored: one sign for each end of a line, and none that nobody can see."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def needs_of(contents: Cells, kind: str) -> list[Need]:
    """What all columns of needs name; `kind` is what the row says of those whose column says nothing."""
    return list(
        dict.fromkeys(
            (part, NEEDS[meaning] or kind)
            for meaning in NEEDS
            for part in unique(parts_of(contents.get(meaning, ()), r"[;|\n]"))
        )
    )


def empty_fields(line: Line, mapping: Sequence[str]) -> set[str]:
    """The meanings of which every cell of the row is empty."""
    filled = {meaning for meaning, cell in zip(mapping, line.cells, strict=True) if cell}
    filled |= {"data_kinds"} if "remark" in filled else set()
    return set(mapping) - filled - {IGNORE}


def take(wish: Wish, meaning: str, value: Any) -> None:
    """The value of a cell; where the cell left room, what was chosen is said."""
    if isinstance(value, Understood):
        if not value.exact:
            text = f"{short_label(meaning)}: {value.explained(language())}"
            wish.notes.append(Note("inexact", text, meaning))
        value = value.value
    wish.values[meaning] = value


def leave_out(wish: Wish, meaning: str, cell: str, reason: str) -> None:
    values = {"label": short_label(meaning), "cell": shortened([cell]), "reason": reason}
    text = gettext("%(label)s “%(cell)s” is left out. %(reason)s") % values
    wish.notes.append(Note("unread", text, meaning, cell if meaning in (*cells.WORDS, TIER) else ""))


def name_all(found: list[Wish], contents: Sequence[Cells], *, built: bool) -> None:
    """Names as given, else built from vendor and product; a row that only has a key is called by it."""
    texts = [{meaning: parts[0].strip() for meaning, parts in each.items()} for each in contents]
    lines = [{meaning: cells.one_line(text) for meaning, text in each.items()} for each in texts]
    names = [
        line.get("name", "")
        or naming.built_name(line.get("supplier", ""), line.get("product", ""), line.get("purpose", ""))
        or line.get("key", "")
        for line in lines
    ]
    if built:
        rows = [(n, t.get("unit", ""), t.get("purpose", "")) for n, t in zip(names, lines, strict=True)]
        names = naming.told_apart(rows)
    for wish, name, text in zip(found, names, texts, strict=True):
        wish.name = name
        if not name:
            wish.refused = gettext("There is nothing to call it by: no name, vendor, product or purpose.")
        elif len(name) > LONGEST_NAME:
            wish.refused = gettext("The name is longer than 200 characters. Shorten it in the file.")
        elif not is_one_line(name) or not is_one_line(text.get("name", "")):
            wish.refused = gettext(
                "The name holds line breaks, or signs that cannot be seen. Type it anew in the file."
            )


def parts_of(texts: Sequence[str], separators: str) -> list[str]:
    return [
        cells.one_line(part) for text in texts for part in re.split(separators, text) if not cells.says_nothing(part)
    ]


def unique(texts: Sequence[str]) -> list[str]:
    """Each once, in the order and the spelling in which it comes first."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.lower(), text)
    return list(found.values())


def has_tags(present: System, cell: str) -> bool:
    """Whether the cell holds just the tags that the system has, in whatever order: then it is our own, and signs that
    separate tags elsewhere are parts of them."""
    ours = present.tags, cell
    one, other = (sorted(" ".join(tag.split()) for tag in text.split(",")) for text in ours)
    return one == other


def joined_tags(present: System | None, wanted: Sequence[str]) -> str:
    """The tags there are, and those of the row that are new, as far as there is room."""
    tags = unique([*(present.tag_list if present else ()), *wanted])
    ends = accumulate((len(tag) + len(", ") for tag in tags), initial=-len(", "))
    fitting = sum(1 for end in ends if end <= LONGEST_TAGS) - 1
    return ", ".join(tags[:fitting])


def tags_fit(present: System | None, wanted: Sequence[str]) -> bool:
    tags = unique([*(present.tag_list if present else ()), *wanted])
    return joined_tags(present, wanted) == ", ".join(tags)


def shortened(texts: Sequence[str]) -> str:
    text = "; ".join(texts)
    return text if len(text) <= 60 else text[:57] + "…"
