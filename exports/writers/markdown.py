"""Markdown that shows every text as it was typed: nothing in a name becomes a heading, a link or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports.document import Cell, Column, Document, Fact, Section, Sign, Table

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
LEADING = re.compile(r"^((?:\d{1,9}(?=[.)](?:\s|$)))?)([#+\-=.)])")  # a heading, a list, a numbered list
SIGNS = {Sign.BLOCKS: "◆ ", Sign.WARNS: "▲ ", Sign.INFORMS: "● ", Sign.GOOD: "✓ ", Sign.OPEN: "○ ", Sign.NONE: ""}


def escaped(text: str) -> str:
    """One line that Markdown shows exactly as it is."""
    one_line = " ".join(text.split())
    return LEADING.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", one_line))


def write(document: Document) -> bytes:
    """The whole report."""
    return "\n".join(lines(document)).encode("utf-8", "replace")


def lines(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    yield ""
    for paragraph in (escaped(document.lead), cell_text(document.status), escaped(document.produced)):
        if paragraph:
            yield from (paragraph, "")
    if document.picture:
        yield from (f"> {escaped(document.picture.alternative)}", "")
    yield from facts(document.headline)
    for section in document.sections:
        yield from section_lines(section)


def section_lines(section: Section) -> Iterator[str]:
    yield from (f"## {escaped(section.title)}", "")
    if section.lead:
        yield from (escaped(section.lead), "")
    if section.picture:
        yield from (f"> {escaped(section.picture.alternative)}", "")
    yield from facts(section.facts)
    for table in section.tables:
        if table.title:
            yield from (f"### {escaped(table.title)}", "")
        yield from table_lines(table)
    for note in section.notes:
        yield from (escaped(note), "")


def facts(items: tuple[Fact, ...]) -> Iterator[str]:
    for fact in items:
        yield f"- **{escaped(fact.label)}:** {cell_text(fact.value)}"
        yield from (f"  - {escaped(reason)}" for reason in fact.because)
    if items:
        yield ""


def table_lines(whole: Table) -> Iterator[str]:
    table = whole.for_reading()
    rows = list(table.rows)
    if not rows:
        yield from (escaped(table.empty), "")
        return
    yield row_line([escaped(column.label) for column in table.columns])
    yield row_line([rule(column) for column in table.columns])
    for cells in rows:
        yield row_line([cell_text(cell) for cell in cells])
    yield ""


def rule(column: Column) -> str:
    return "---" if column.words else "---:"


def row_line(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def cell_text(cell: Cell) -> str:
    note = f" ({escaped(cell.note)})" if cell.note else ""
    return f"{SIGNS[cell.sign]}{escaped(cell.text)}{note}"
