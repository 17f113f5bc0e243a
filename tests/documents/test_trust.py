"""The table of faults in docs/trust.md is the one that `make faults` writes: each with its figure and its test."""

from __future__ import annotations

from pathlib import Path

from tests.faults.__main__ import BEGIN, END, HEAD, table, written
from tests.faults.figures import TESTS

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_has_a_figure_for_every_fault():
    rows = (ROOT / "docs/trust.md").read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    cells = [row.strip("| \n").split(" | ") for row in rows.removeprefix(HEAD).splitlines()]
    assert [(fault, test.strip("`")) for fault, _, test in cells] == list(TESTS.items())
    assert all(any(sign.isdigit() for sign in figure) for _, figure, _ in cells)


def test_every_fault_is_noted_by_its_test():
    tests = {test: (ROOT / test).read_text(encoding="utf-8") for test in TESTS.values()}
    assert [test for test, text in tests.items() if "from tests.faults.figures import note" not in text] == []


def test_new_figures_take_the_place_of_the_old():
    page = f"before\n{BEGIN}old\n{END}after\n"
    fault = next(iter(TESTS))
    rows = table([{"fault": fault, "figure": "12 of 12"}])
    assert f"| {fault} | 12 of 12 |" in rows
    assert written(page, rows) == f"before\n{BEGIN}{rows}{END}after\n"
    assert written(written(page, rows), rows) == written(page, rows)
