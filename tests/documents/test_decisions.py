"""Decisions are numbered in one sequence, and their list names them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "decisions"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def test_numbers_are_one_sequence():
    assert len(PAGES) > 15
    assert [path.name[:5] for path in PAGES] == [f"{number:04}-" for number in range(1, len(PAGES) + 1)]


def test_the_list_names_every_decision_by_its_question():
    listed = re.findall(r"^\| \[(\d{4})\]\((.+?)\) \| (.+?) \|$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    assert listed == [(path.name[:4], path.name, title_of(path)) for path in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_decision_fits_on_a_page_or_two(page):
    assert title_of(page)
    assert len(page.read_text().splitlines()) <= 60


def title_of(page: Path) -> str:
    return page.read_text().splitlines()[0].removeprefix("# ")
