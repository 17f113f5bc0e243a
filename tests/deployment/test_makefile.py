"""What the targets of the Makefile do to the folder they stand in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REMOVED = (
    ".venv/complete", ".tools/uv/bin/uv", "var/demo/drportal.sqlite3", "var/demo/outbox/mail.eml",
    "var/mutants/recovery/pyproject.toml",
    "staticfiles/portal.css", ".pytest_cache/CACHEDIR.TAG", ".mypy_cache/x", ".ruff_cache/x", ".hypothesis/x",
    ".coverage", "htmlcov/index.html", "node_modules/.package-lock.json", "systems/__pycache__/models.pyc",
)  # fmt: skip
KEPT = (
    "Makefile", "var/secret-key",
    "var/portal/drportal.sqlite3", "var/portal/outbox/mail.eml", "var/portal/__pycache__/x",
    "var/drportal.sqlite3", "systems/models.py", "data of ours/list.csv", ".env",
)  # fmt: skip


def test_clean_leaves_the_portal_s_own_data_and_its_key(tmp_path):
    folder = tmp_path / "with a space"
    for name in (*REMOVED, *KEPT):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    shutil.copy(ROOT / "Makefile", folder)
    subprocess.run(["make", "clean"], cwd=folder, check=True, capture_output=True)
    assert [name for name in KEPT if not (folder / name).exists()] == []
    assert [name for name in REMOVED if (folder / name).exists()] == []
    assert sorted(path.name for path in folder.iterdir()) == [".env", "Makefile", "data of ours", "systems", "var"]
