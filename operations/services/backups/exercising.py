"""Trying that a copy can be put back: in an empty database of its own, by the command that a real loss takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from operations.services.backups.restoring import Restored

SECONDS = 4 * 3600
"""A restoration that takes longer is given up."""
SECRETS_BY_FILE = ("DATABASE_URL_FILE", "DATABASE_PASSWORD_FILE", "DATABASE_PASSWORD", "EMAIL_URL", "EMAIL_URL_FILE")


class ExerciseFailed(Exception):
    """The copy could not be put back; the text is what the restoration said."""


@dataclass(frozen=True)
class Outcome:
    """`took`: seconds until the portal worked again. `age`: seconds between the copy and the start of the exercise.
    `summary` is the key of the system whose summary was written."""

    took: float
    age: float
    restored: Restored
    summary: str


def exercise(copy: Path, identity: Path | None = None) -> Outcome:
    """Restore into an empty place that is gone afterwards. Raises ExerciseFailed."""
    asked_at, begun = datetime.now(UTC), monotonic()
    with empty_place() as environment:
        found = restored(copy, identity, environment)
        took = monotonic() - begun
    summary, made_at = found.pop("summary"), datetime.fromisoformat(found.pop("made_at"))
    return Outcome(took, (asked_at - made_at).total_seconds(), Restored(made_at=made_at, **found), summary)


def restored(copy: Path, identity: Path | None, environment: dict[str, str]) -> dict[str, Any]:
    """What the command said, in a process of its own, as on a new machine."""
    command = [sys.executable, "manage.py", "restore", str(copy.resolve()), "--json"]
    command += ["--identity", str(identity.resolve())] if identity else []
    try:
        run = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ExerciseFailed(f"It was given up after {SECONDS // 3600} hours.") from None
    if run.returncode:
        said = run.stderr.strip().splitlines() or ["The restoration ended without a word."]
        raise ExerciseFailed(said[-1].removeprefix("CommandError: "))
    found: dict[str, Any] = json.loads(run.stdout.strip().splitlines()[-1])
    return found


@contextmanager
def empty_place() -> Iterator[dict[str, str]]:
    """The environment of a portal with nothing in it: no mail, no broker, a folder and a database of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in SECRETS_BY_FILE}
    nothing = {
        "REDIS_URL": "",
        "REDIS_URL_FILE": "",
        "DEMO": "0",
        "SECRET_KEY": settings.SECRET_KEY,
        "SECRET_KEY_FILE": "",
    }
    with TemporaryDirectory(dir=settings.DATA_DIR, prefix=".exercise-") as folder, empty_database() as address:
        yield {**kept, **nothing, "DATA_DIR": folder, "DATABASE_URL": address}


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of a database on the same server, dropped at the end; nothing where the database is a file."""
    if connection.vendor != "postgresql":
        yield ""
        return
    given = settings.DATABASES["default"]
    name = f"{str(given['NAME'])[:30]}_exercise_{uuid4().hex[:8]}"
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as server:
        try:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise ExerciseFailed("The database's user may not create a database to try it in (CREATEDB).") from error
        try:
            yield address_of(given, name)
        finally:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def address_of(given: dict[str, object], name: str) -> str:
    user, password, host = (quote(str(given.get(part) or ""), safe="") for part in ("USER", "PASSWORD", "HOST"))
    person = f"{user}:{password}@" if password else f"{user}@" if user else ""
    port = f":{given['PORT']}" if given.get("PORT") else ""
    return f"postgres://{person}{host}{port}/{name}"
