"""The guides speak of buttons and pages by their names; a name that changes must change there too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exports.formats import catalogue_formats, order_formats, summary_formats
from tests.languages import po_file

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "docs" / f"{name}.md" for name in ("owner", "architect", "manager")]
SHOWN = {message for _, message, _ in po_file.read(ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po")}
FORMAT = "%(format)s"
LABELS = [str(form.label) for form in (*summary_formats(), *catalogue_formats(), *order_formats())]
"""What stands in the place of a format is the label of one that there is."""


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_stands_in_bold_is_on_a_page(guide):
    bold = {" ".join(name.split()) for name in re.findall(r"\*\*([^*]+)\*\*", guide.read_text())}
    assert bold
    assert sorted(name for name in bold if not shown(name.rstrip("?"))) == []


def shown(name: str) -> bool:
    return name in SHOWN or any(name.replace(label, FORMAT) in SHOWN for label in LABELS if label in name)


def test_a_format_that_there_is_not_is_no_name():
    assert shown("All systems (CSV)")
    assert not shown("All systems (WAV)")
