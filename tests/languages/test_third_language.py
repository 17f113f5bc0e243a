"""A third language adds files and edits none: in a copy of the sources that has one more, everything speaks it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.languages import pseudo_language

ROOT = Path(__file__).resolve().parents[2]
WALK = "tests/languages/walk_in_pseudo.py"
ELSEWHERE = ("COV_", "COVERAGE_", "PYTEST_", "DATABASE_URL", "REDIS_URL")
"""Beginnings of what the environment says to this run of the tests, and not to the one in the copy."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The sources, without what was made of them."""
    root = tmp_path_factory.mktemp("sources")
    packages = [path.parent for path in ROOT.glob("*/__init__.py")]
    for folder in (*packages, ROOT / "templates", ROOT / "static", ROOT / "locale"):
        shutil.copytree(folder, root / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    return root


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_everything_speaks_it(copy):
    before = files(copy)
    pseudo_language.write_into(copy)
    changed = {name for name, content in files(copy).items() if before.get(name) != content}
    assert changed == {
        f"recovery/locale/{pseudo_language.CODE}.toml", f"locale/{pseudo_language.CODE}/LC_MESSAGES/django.mo",
        "questionnaires/standard.toml",
    }  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ELSEWHERE)}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--tb=short",
         "--show-capture=no", WALK],
        cwd=copy, env={**environment, "DATABASE_URL": "", "REDIS_URL": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]
