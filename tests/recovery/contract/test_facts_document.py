"""docs/facts-format.md names every field that is read and written, and its examples run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from recovery.contract import kinds

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "facts-format.md").read_text(encoding="utf-8")
FACTS, SCENARIO = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
NAMED = set(re.findall(r"`(\w+)`", TEXT))


def answered(document: str, *arguments: str) -> dict:
    run = subprocess.run(
        [sys.executable, "-m", "recovery", *arguments],
        cwd=ROOT,
        input=document,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def systems() -> list[dict]:
    return answered(FACTS)["systems"]


def test_the_example_is_answered_with_something_to_see(systems):
    assert [system["key"] for system in systems] == ["payments", "web-shop"]
    assert all(system["strategy"] for system in systems)
    assert any(offer["resolves"] for finding in systems[0]["findings"] for offer in finding["offers"])


def test_every_field_of_the_answer_is_named(systems):
    assert {field for system in systems for field in system} - NAMED == set()
    assert {field for system in systems for finding in system["findings"] for field in finding} - NAMED == set()


def test_every_field_that_is_read_is_named():
    parts = (kinds.SYSTEM, kinds.FACTS, kinds.TODAY, kinds.EXERCISE, kinds.SUPPLIER, kinds.REVIEW)
    assert {field for part in parts for field in part} - NAMED == set()


def test_the_scenario_is_answered():
    said = answered(SCENARIO, "scenario")
    assert [system["key"] for system in said["systems"]] == ["payments", "web-shop"]
    assert said["late"] == 2
