"""The page on the method is the code's own word, and leaves nothing out."""

import inspect
import runpy
import sys
from pathlib import Path

import pytest

from recovery.contradictions import RULES
from recovery.document import DERIVATIONS, document
from recovery.durations import LADDER, short
from recovery.planning import backups, clock, ladder, objectives, plan
from recovery.policy import DEFAULT_POLICY
from recovery.policy.document import CHECKS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"
NOT_DERIVED = {"suggest", "least", "unanswered", "make_plan"}


def test_the_page_is_up_to_date(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "recovery.document")
    runpy.run_module("recovery.document", run_name="__main__")
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8"), (
        "run: python -m recovery.document > docs/method.md"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_told_with_its_source(rule):
    section = document().split(f"### `{rule.code}`")[1].split("\n##")[0]
    assert len(rule.meaning) > 40
    assert rule.meaning in section
    assert rule.severity in section
    assert rule.source in section


@pytest.mark.unmutated
def test_every_derivation_is_told():
    documented = {each.function for each in DERIVATIONS}
    for module in (objectives, plan, clock, backups, ladder):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and name not in NOT_DERIVED:
                assert function in documented, f"{module.__name__}.{name} is in no derivation of recovery/document.py"
    for each in DERIVATIONS:
        assert each.function.__doc__
        assert each.name in document()


def test_every_threshold_and_strategy_is_told():
    page = document()
    assert all(f"`{name}`" in page for name in CHECKS)
    assert all(f"`{row.key}`" in page for row in (*DEFAULT_POLICY.strategies, *DEFAULT_POLICY.copies))
    assert ", ".join(map(short, LADDER)) in page
