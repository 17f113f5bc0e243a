"""Answers for people: tables and pairs, in the width that they need, without signs that a terminal would obey."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


def as_json(value: Any) -> str:
    """Indented, in any script. What is no character of any (a lone surrogate) is written as its number."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode()


def as_table(items: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> str:
    """A line for each item below the headings; `columns` are headings by field, a dot leads into what a field holds."""
    lines = [list(columns.values()), *([cell(each, field) for field in columns] for each in items)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(padded, line, widths)).rstrip() for line in lines)


def as_pairs(item: Mapping[str, Any]) -> str:
    """A line for each field that says something, names before it; what holds more stands indented."""
    return "\n".join(pair_lines(item, ""))


def pair_lines(item: Mapping[str, Any], before: str) -> Iterable[str]:
    for name, value in item.items():
        called = name.removesuffix("_seconds").replace("_", " ")
        if isinstance(value, Mapping) and value:
            yield f"{before}{printable(called)}"
            yield from pair_lines(value, before + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{before}{printable(called)}"
            for each in value:
                yield from (f"{before}  {mark} {line}" for mark, line in dashed(each))
        elif text := shown(name, value):
            yield f"{before}{padded(printable(called), max(1, 26 - len(before)))} {text}"


def dashed(item: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for number, line in enumerate(pair_lines(item, "")):
        yield ("-" if number == 0 else " "), line


def cell(item: Any, field: str) -> str:
    for name in field.split("."):
        item = item.get(name) if isinstance(item, Mapping) else None
    return shown(field, item)


def shown(field: str, value: Any) -> str:
    """One value: times in the largest unit that they are whole in; nothing for what nobody has said."""
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and field.endswith("_seconds"):
        return duration(value)
    if isinstance(value, list):
        return printable(", ".join(map(str, value)))
    return printable(str(value))


def duration(seconds: int) -> str:
    for size, unit in UNITS:
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def printable(text: str) -> str:
    """On one line. An escape that moves the cursor or sets the title of a window is no part of a name."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def width(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def padded(text: str, wanted: int) -> str:
    return text + " " * (wanted - width(text))
