"""The house's own rules: imports point down, the method stands alone, everything has its place."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NOT_PACKAGES = {"tests"}


def root_packages() -> set[str]:
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_PACKAGES


def test_every_root_package_is_in_the_import_contract():
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == root_packages()


def test_imports_point_down():
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-3000:]


def test_the_method_brings_neither_django_nor_celery():
    code = "import sys, recovery.derivation, recovery.contract.answering, recovery.pictures; print(sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
                         capture_output=True, text=True, check=True)  # fmt: skip
    loaded = {name.partition(".")[0].strip("[]'\" ") for name in run.stdout.split(",")}
    assert "recovery" in loaded
    assert not loaded & {"django", "celery", "kombu"}


def test_required_packages_are_asked_for():
    asked = " ".join(PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"])
    for package in ("django>", "django-crispy-forms", "psycopg", "celery", "redis", "pytest-django"):
        assert package in asked


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("dependencies = [") : text.index("[tool.uv]")]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert lines
    assert [line for line in lines if "#" not in line] == []


def test_no_module_has_a_name_that_says_nothing():
    nothing = {"utils", "helpers", "manager", "common", "misc", "base"}
    named = [path for package in root_packages() for path in (ROOT / package).rglob("*.py") if path.stem in nothing]
    assert named == []


def test_no_value_of_a_json_column_is_read_as_text():
    """There a null is nothing on PostgreSQL and the word “null” on SQLite; read as JSON it is None on both."""
    as_text = re.compile(r"\bKeyTextTransform\b|\bKT\b")
    files = [path for package in root_packages() for path in (ROOT / package).rglob("*.py")]
    assert [path for path in files if as_text.search(path.read_text())] == []
