from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

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


@pytest.fixture
def database(folder):
    url = database_of(settings.DATABASES["default"], folder)
    if url.startswith("sqlite"):
        yield url
        return
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres".replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield url
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def portal(folder, database):
    """`portal(EMAIL_URL=…)` puts one together; it ends with the test."""
    made: list[Portal] = []

    def put_together(**environment: str) -> Portal:
        made.append(Portal(folder, database, **environment))
        return made[-1]

    yield put_together
    for each in made:
        each.end()
