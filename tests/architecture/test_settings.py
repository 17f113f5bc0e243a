"""A wrong or missing setting stops the start with one line that names it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"SECRET_KEY": "x" * 50, "PATH": "/usr/bin:/bin"}


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    everything = {**GOOD, "DATA_DIR": str(tmp_path / "data with spaces"), **environment}
    everything = {name: value for name, value in everything.items() if value != "(absent)"}
    return subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=everything, capture_output=True, text=True, check=False
    )


def test_the_defaults_start(tmp_path):
    assert start(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "(absent)"),
        ("SECRET_KEY", ""),
        ("DEBUG", "perhaps"),
        ("DEMO", "2 of them"),
        ("DATABASE_URL", "mysql://root@localhost/x"),
        ("DATABASE_URL", "somewhere"),
        ("DATABASE_URL", "postgres://localhost"),
        ("REDIS_URL", "http://localhost"),
        ("EMAIL_URL", "mailto:me"),
        ("EMAIL_URL", "smtp://host:port"),
        ("PUBLIC_URL", "portal.example.org"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(tmp_path, name, value):
    run = start(tmp_path, **{name: value})
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1, run.stderr
    assert run.stderr.startswith("DR Portal cannot start: ")
    assert name in run.stderr


def test_demo_mode_does_not_start_on_a_public_host(tmp_path):
    run = start(tmp_path, DEMO="1", PUBLIC_URL="https://dr.example.com")
    assert run.returncode == 1
    assert "DEMO" in run.stderr
    assert start(tmp_path, DEMO="1", PUBLIC_URL="http://127.0.0.1:9000").returncode == 0


def test_a_deployment_has_no_warnings(tmp_path):
    environment = {"PATH": GOOD["PATH"], "DATA_DIR": str(tmp_path), "PUBLIC_URL": "https://dr.example.com"}
    environment["SECRET_KEY"] = "qW3rT7yUiOpAs5dFgHjKl9-zXcVbN1m" * 2
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
