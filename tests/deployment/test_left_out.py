"""`make test` says everything that it left out, and a busy machine fails nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests.__main__ import left_out_in

ROOT = Path(__file__).resolve().parents[2]


def test_what_ran_nowhere_is_said_with_its_reason(tmp_path):
    notes = [
        ("a", "Skipped: no gettext"),
        ("b", "Skipped: no gettext"),
        ("c", "Skipped: needs a server"),
        ("d", ""),
        ("c", ""),
    ]
    file = tmp_path / "notes"
    file.write_text("".join(json.dumps(note) + "\n" for note in notes))
    assert left_out_in(file) == ["2 × no gettext"]
    assert left_out_in(tmp_path / "nothing") == []


def test_each_test_is_noted(pytester_run):
    notes = pytester_run(
        "import pytest\ndef test_ran(): pass\n@pytest.mark.skip(reason='no ship')\ndef test_left(): pass\n"
    )
    assert {test.rpartition("::")[2]: reason for test, reason in notes} == {
        "test_ran": "",
        "test_left": "Skipped: no ship",
    }


def test_properties_do_not_look_at_the_clock():
    assert hypothesis.settings.default.deadline is None
    assert hypothesis.HealthCheck.too_slow in hypothesis.settings.default.suppress_health_check


@pytest.fixture
def pytester_run(tmp_path) -> Callable[[str], list[list[str]]]:
    """Runs these tests as `make test` does, and gives what was noted of each."""

    def run(tests: str) -> list[list[str]]:
        file, notes = tmp_path / "test_some.py", tmp_path / "notes"
        file.write_text(tests)
        (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_terminal_summary\n")
        command = [sys.executable, "-m", "pytest", "-q", "-c", "pyproject.toml", str(file)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "LEFT_OUT": str(notes)}, check=True, capture_output=True)
        return [json.loads(line) for line in notes.read_text().splitlines()]

    return run
