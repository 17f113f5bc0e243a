"""A database of the release before comes along: its tables, its audit trail, and every page opens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


def test_a_database_of_0_2_0_comes_along_and_every_page_opens(tmp_path):
    environment = {
        **os.environ, "SECRET_KEY": "only-for-tests-" * 4, "DATA_DIR": str(tmp_path), "DATABASE_URL": "",
        "REDIS_URL": "", "DEBUG": "1", "DEMO": "0", "LOG_LEVEL": "CRITICAL",
        "DJANGO_SETTINGS_MODULE": "drportal.settings",
    }  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-m", "tests.deployment.upgraded"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    done = json.loads(run.stdout.splitlines()[-1])
    assert done["rows"] > 400
    assert done["pages"] > 300
    assert done["faults"] == []


def test_the_release_is_said_at_the_foot_of_pages_and_to_monitoring(client, db):
    assert f"DR Portal {settings.RELEASE}" in client.get("/sign-in/").content.decode()
    assert client.get("/health/").json()["release"] == settings.RELEASE
