"""docs/summary-format.md names every field of the file, and the file every field of the document."""

import dataclasses
import re

from django.conf import settings

from exports.reports.summary import SHAPE, Summary


def documented() -> set[str]:
    text = (settings.BASE_DIR / "docs" / "summary-format.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_the_document_and_the_file_have_the_same_fields():
    assert documented() == {field.name for field in dataclasses.fields(Summary)}


def test_the_document_names_the_shape():
    text = (settings.BASE_DIR / "docs" / "summary-format.md").read_text(encoding="utf-8")
    assert f"version of this format: {SHAPE} |" in text
