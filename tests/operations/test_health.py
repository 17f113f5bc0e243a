"""Health as those ask for it who decide where people are sent: in a process of its own, with things gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from tests.faults.portal import free_port

ROOT = Path(__file__).resolve().parents[2]


def asked(client, address: str) -> tuple[int, dict[str, str]]:
    answer = client.get(address)
    return answer.status_code, json.loads(answer.content)


@pytest.mark.django_db
def test_all_is_well(client):
    assert asked(client, "/health/ready/") == (
        200, {"database": "ok", "migrations": "ok", "static_files": "ok", "broker": "ok"},
    )  # fmt: skip
    assert asked(client, "/health/live/") == (200, {"process": "ok"})
    assert asked(client, "/health/") == (200, {"database": "ok", "release": settings.RELEASE})


@pytest.mark.django_db
def test_tables_of_another_release_are_counted(client):
    MigrationRecorder.Migration.objects.filter(app="systems").order_by("name").last().delete()
    status, said = asked(client, "/health/ready/")
    assert (status, said["migrations"]) == (503, "1 not applied")


@pytest.mark.django_db
def test_static_files_that_were_not_collected(client, settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    status, said = asked(client, "/health/ready/")
    assert (status, said["static_files"], said["database"]) == (503, "not collected", "ok")
    (tmp_path / "staticfiles.json").write_text('{"paths": {}, "version": "1.1"}')
    assert asked(client, "/health/ready/")[0] == 200


@pytest.mark.django_db
def test_a_database_that_is_away_ends_readiness_and_not_life(client):
    def away(*_args: object, **_options: object) -> None:
        raise DatabaseError("the server closed the connection")

    with connection.execute_wrapper(away):
        ready, health, live = (asked(client, f"/health/{which}") for which in ("ready/", "", "live/"))
    assert (ready[0], ready[1]["database"], ready[1]["migrations"]) == (503, "unreachable", "unknown")
    assert (health[0], health[1]["database"]) == (503, "unreachable")
    assert live == (200, {"process": "ok"})


ASK = """
import json
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
answer = Client().get("/health/ready/", HTTP_HOST="localhost")
print(json.dumps([answer.status_code, answer.json()]))
"""


def test_a_broker_that_is_away_is_said_and_sends_nobody_elsewhere(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "only-for-tests-" * 4,
        "DEBUG": "1",
        "DATA_DIR": str(tmp_path),
        "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ASK]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    status, said = json.loads(run.stdout.splitlines()[-1])
    assert (status, said["broker"], said["migrations"]) == (200, "unreachable", "ok")


def test_the_release_is_one_number():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert project == settings.RELEASE
    assert f"## [{project}]" in (ROOT / "CHANGELOG.md").read_text()


def test_each_page_names_the_release(client, db):
    assert f"<p>DR Portal {settings.RELEASE}</p>" in client.get("/sign-in/").content.decode()
