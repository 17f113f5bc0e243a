"""The files a summary can be taken away as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exports.document import Document
from exports.reports.composing import compose
from exports.reports.summary import Summary
from exports.writers import csv_text, json_text, markdown, pdf, xlsx

Writing = Callable[[Summary, str], bytes]
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Format:
    """`write` turns a summary, for the reader of that name, into the file's bytes."""

    label: str
    content_type: str
    write: Writing


def as_document(write: Callable[[Document], bytes]) -> Writing:
    """For people: the report in the reader's words."""
    return lambda summary, reader: write(compose(summary, reader=reader))


def as_values(summary: Summary, _reader: str) -> bytes:
    """For programs: the summary's own fields."""
    return json_text.write(summary)


FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", "application/pdf", as_document(pdf.write)),
    "xlsx": Format("XLSX", XLSX_TYPE, as_document(xlsx.write)),
    "csv": Format("CSV", CSV_TYPE, as_document(csv_text.write)),
    "json": Format("JSON", "application/json", as_values),
    "md": Format("Markdown", "text/markdown; charset=utf-8", as_document(markdown.write)),
}
