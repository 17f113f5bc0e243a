"""The guides speak of buttons and pages by their names; a name that changes must change there too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture import po_file

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "docs" / f"{name}.md" for name in ("owner", "architect", "manager")]
SHOWN = {message for _, message, _ in po_file.read(ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po")}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_stands_in_bold_is_on_a_page(guide):
    bold = {" ".join(name.split()) for name in re.findall(r"\*\*([^*]+)\*\*", guide.read_text())}
    assert bold
    assert sorted(name for name in bold if name.rstrip("?") not in SHOWN) == []
