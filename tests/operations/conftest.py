"""A portal with something of everything in it, copies of it, and an empty place beside it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from accounts.permissions import Role
from notifications.models import OutgoingMail
from operations.services.backups.exercising import empty_place
from systems.actions.exercises import record_exercise
from tests.factories import DependencyFactory, PersonFactory, ProtectionFactory, SystemFactory


@pytest.fixture
def portal(transactional_db, settings, tmp_path):
    """Rows of many kinds: fractions, times, JSON, names in any script, a file, audit entries, a mail that is owed."""
    settings.DATA_DIR = tmp_path
    settings.DATABASES["default"]["NAME"]
    anna = PersonFactory(email="anna@example.org", name="Анна ‎ 安娜 \\ \" ' \t", roles=[Role.OWNER, Role.ARCHITECT])
    web = SystemFactory(key="web", name="Web", owner=anna, data_size_gib=Decimal("12.50"), running_cost=Decimal("0.10"))
    DependencyFactory(system=web, needs=SystemFactory(key="dr-portal", name="DR Portal"))
    ProtectionFactory(system=web)
    evidence = SimpleUploadedFile("protocol.txt", b"\x00\xff all came back")
    record_exercise(system=web, by=anna, kind="data_restore", performed_on=dt.date(2026, 11, 1), rta_seconds=3600,
                    note="Zürich – ünïcode", evidence=evidence)  # fmt: skip
    OutgoingMail.objects.create(kind="test", key="anna, once", recipient=anna, context={"b": [1, 2.5, None], "a": "ß"})
    return web


@pytest.fixture
def copy(portal, tmp_path) -> Path:
    call_command("backup", "--to", tmp_path / "copies")
    (path,) = (tmp_path / "copies").glob("*.tar")
    return path


Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def tables_made(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """A place where `migrate` has run and nothing else has: making the tables anew takes longer than most tests."""
    folder = django_settings.DATA_DIR
    django_settings.DATA_DIR = tmp_path_factory.mktemp("tables")
    with django_db_blocker.unblock(), empty_place() as environment:
        django_settings.DATA_DIR = folder
        status, said = commands_in(environment)("migrate", "--verbosity", "0")
        assert status == 0, said
        yield environment


@pytest.fixture
def elsewhere(portal, tables_made) -> Iterator[Run]:
    """`elsewhere("restore", …)` runs a command where there are tables and no rows; gives its status and what it said.

    The exercise shows that a copy goes into a database without tables too.
    """
    with empty_place() as environment:
        give_tables(tables_made, environment)
        yield commands_in(environment)


def commands_in(environment: dict[str, str]) -> Run:
    def run(*command: str | Path, **more: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, command)], cwd=django_settings.BASE_DIR,
            env={**environment, "DEBUG": "1", **more}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, (done.stdout if done.returncode == 0 else done.stderr).strip()

    return run


def give_tables(made: dict[str, str], to: dict[str, str]) -> None:
    """The tables of one place in another, which is empty."""
    if not made["DATABASE_URL"]:
        for file in Path(made["DATA_DIR"]).glob("*.sqlite3*"):
            shutil.copy(file, to["DATA_DIR"])
        return
    name, template = (sql.Identifier(each["DATABASE_URL"].rpartition("/")[2]) for each in (to, made))
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {}").format(name))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))


def asked(run: Callable[..., tuple[int, str]], code: str) -> Any:
    """What Python code assigns to `answer` in the other portal."""
    status, said = run("shell", "--no-imports", "-c", f"import json\n{code}\nprint(json.dumps(answer, default=str))")
    assert status == 0, said
    return json.loads(said.splitlines()[-1])
