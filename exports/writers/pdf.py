"""PDF/UA-1 by typst. The report goes in as data, never as markup: no name can become an instruction."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from exports.document import Document
from exports.writers.glyphs import REPLACEMENT, displayable
from exports.writers.json_text import as_report_values

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "summary.typ"
FONTS = HERE.parents[1] / "static" / "fonts"
FACES = (FONTS / "source-sans-3" / "SourceSans3-Regular.ttf", *sorted((FONTS / "noto-sans").glob("*.ttf")))
"""The typeface, and those for the scripts that it lacks."""


class PdfFailed(Exception):
    """typst refused the document; the message is typst's own."""


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts of this repository alone, so that a document looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def write(document: Document) -> bytes:
    """The whole report: tagged, with title and language, readable by a screen reader."""
    pdf, _ = compiled(document)
    return pdf


def compiled(document: Document) -> tuple[bytes, list[typst.TypstWarning]]:
    """The report, and what typst had to say about it: a character that no typeface has would be among that."""
    data = content(document)
    try:
        return typst.compile_with_warnings(
            str(TEMPLATE),
            root=str(HERE),
            font_paths=fonts(),
            sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(document.produced_at.timestamp()),
        )
    except typst.TypstError as error:
        raise PdfFailed(str(error)) from error


def content(document: Document) -> dict[str, Any]:
    """The report as the template reads it, each text in characters that the typefaces have."""
    sections = tuple(
        replace(section, tables=tuple(table.for_reading() for table in section.tables)) for section in document.sections
    )
    shown: dict[str, Any] = document_with_glyphs(as_report_values(replace(document, sections=sections)))
    shown["replaced"] = document.words.replaced.format(sign=REPLACEMENT) if has_replacement(shown) else ""
    shown["title"] = shown["title"].strip() or document.kind
    return shown


def document_with_glyphs(value: Any) -> Any:
    if isinstance(value, str):
        return displayable(value, FACES)
    if isinstance(value, list):
        return [document_with_glyphs(item) for item in value]
    if isinstance(value, dict):
        return {key: item if key == "svg" else document_with_glyphs(item) for key, item in value.items()}
    return value


def has_replacement(value: Any) -> bool:
    if isinstance(value, dict):
        return any(has_replacement(item) for key, item in value.items() if key not in ("words", "svg"))
    if isinstance(value, list):
        return any(has_replacement(item) for item in value)
    return isinstance(value, str) and REPLACEMENT in value
