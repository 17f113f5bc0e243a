from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from psycopg import sql

from tests.faults.portal import Portal, Redis, database_of, free_port, missing


class SlowSink:
    """A mail server that keeps every Message-ID, in the order of arrival, and takes its time."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.seconds = 0.02

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        head = envelope.content.decode(errors="replace")  # type: ignore[attr-defined]
        self.names.append(next(line for line in head.splitlines() if line.startswith("Message-ID:")).split()[1])
        return "250 OK"


@pytest.fixture
def sink():
    handler = SlowSink()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.url = f"smtp://127.0.0.1:{controller.port}"
    yield handler
    controller.stop()


@pytest.fixture
def folder():
    # Outside of pytest's own folders: a socket's or a schedule's path has to be short.
    made = Path(tempfile.mkdtemp(prefix="faults-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def redis(folder):
    if reason := missing():
        pytest.skip(reason)
    server = Redis(folder)
    yield server
    server.speak_again()
    server.kill()


@contextmanager
def fresh_database(folder: Path, like: str = "") -> Iterator[str]:
    """The address of an empty database, or of a copy of the one that `like` is the address of."""
    url = database_of(settings.DATABASES["default"], folder)
    if url.startswith("sqlite"):
        if like:
            shutil.copyfile(like.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
        yield url
        return
    server, _, name = url.rpartition("/")
    copied = sql.SQL("TEMPLATE {}").format(sql.Identifier(like.rpartition("/")[2])) if like else sql.SQL("")
    with psycopg.connect(f"{server}/postgres".replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), copied))
        yield url
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """The address of a database in which `migrate` has run and nothing else has."""
    folder = tmp_path_factory.mktemp("tables")
    with fresh_database(folder) as url:
        Portal(folder, url).make_tables()
        yield url


@pytest.fixture
def database(folder, tables):
    with fresh_database(folder, like=tables) as url:
        yield url


@pytest.fixture
def portal(folder, database):
    """`portal(EMAIL_URL=…)` puts one together, with tables in a database of its own too; it ends with the test."""
    made: list[Portal] = []

    def put_together(**environment: str) -> Portal:
        made.append(Portal(folder, database, **environment))
        if "DATABASE_URL" in environment:
            made[-1].make_tables()
        return made[-1]

    yield put_together
    for each in made:
        each.end()
