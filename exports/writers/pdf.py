"""PDF/UA-1 by typst. The report goes in as data, never as markup: no name can become an instruction."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from exports.document import Cell, Document, Picture
from exports.writers import typesetter, typesetting
from exports.writers.glyphs import REPLACEMENT, displayable
from exports.writers.json_text import scalar

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "summary.typ"
FONTS = HERE.parents[1] / "static" / "fonts"
FACES = (FONTS / "source-sans-3" / "SourceSans3-Regular.ttf", *sorted((FONTS / "noto-sans").glob("*.ttf")))
"""The typeface, and those for the scripts that it lacks."""


class PdfFailed(Exception):
    """typst refused the document, with its own message, or did not survive it."""


TYPESETTERS = typesetting.started(TEMPLATE, FONTS)
"""With the fonts of this repository alone, so that a document looks the same on every machine."""


def write(document: Document) -> bytes:
    """The whole report: tagged, with title and language, readable by a screen reader."""
    pdf, _ = compiled(document)
    return pdf


def compiled(document: Document) -> tuple[bytes, list[str]]:
    """The report, and what typst had to say about it: a character that no typeface has would be among that.

    Raises PdfFailed.
    """
    report = json.dumps(content(document), ensure_ascii=False)
    try:
        answer, pdf = TYPESETTERS.set(report, int(document.produced_at.timestamp()))
    except typesetting.Gone as error:
        raise PdfFailed("The document was more than typst could bear.") from error
    if answer["end"] == typesetter.REFUSED:
        raise PdfFailed(*answer["said"])
    return pdf, answer["said"]


def content(document: Document) -> dict[str, Any]:
    """The report as the template reads it, each text in characters that the typefaces have."""
    sections = tuple(
        replace(section, tables=tuple(table.for_reading() for table in section.tables)) for section in document.sections
    )
    shown: dict[str, Any] = as_shown(replace(document, sections=sections))
    shown["replaced"] = document.words.replaced.format(sign=REPLACEMENT) if has_replacement(shown) else ""
    shown["title"] = shown["title"].strip() or document.kind
    return shown


def as_shown(value: Any) -> Any:
    """What the template reads of it: thousands of cells, of which it needs no number, no day and no address."""
    if isinstance(value, str):
        return displayable(value, FACES)
    if isinstance(value, Cell):
        return {name: displayable(getattr(value, name), FACES) for name in ("text", "sign", "note")}
    if isinstance(value, Picture):
        return {"svg": value.svg, "alternative": displayable(value.alternative, FACES)}
    if isinstance(value, list | tuple):
        return [as_shown(item) for item in value]
    if is_dataclass(value):
        return {field.name: as_shown(getattr(value, field.name)) for field in fields(value)}
    return scalar(value)


def has_replacement(value: Any) -> bool:
    if isinstance(value, dict):
        return any(has_replacement(item) for key, item in value.items() if key not in ("words", "svg"))
    if isinstance(value, list):
        return any(has_replacement(item) for item in value)
    return isinstance(value, str) and REPLACEMENT in value
