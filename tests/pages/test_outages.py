"""A page that fails says what is missing around the portal, and nothing is half done."""

from __future__ import annotations

import resource
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from psycopg import errors

from drportal.outages import Outage, outage_behind
from systems.models import System
from tests.factories import PersonFactory, SystemFactory


@pytest.fixture
def architect(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(PersonFactory(roles=["architect"]), backend="accounts.backends.PeopleBackend")
    return client


@contextmanager
def no_file_beyond(size: int):
    """The kernel lets no file grow beyond that, as a disk without room does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize(("form", "status", "sign"), [("xlsx", 507, b"disk is full"), ("csv", 200, b"not answered")])
def test_a_full_disk_is_said_where_a_file_is_made_on_it(architect, form, status, sign):
    """Lines need no room on it; a workbook does."""
    SystemFactory.create_batch(40)
    with no_file_beyond(3000):
        answer = architect.get(f"/systems/export.{form}")
        content = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == status
    assert sign in content


def test_a_full_database_is_said_and_nothing_is_half_done(architect):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told to grow no further")
    statuses = []
    with no_room_for_rows():
        for number in range(400):
            values = {"name": f"Till {number}", "status": "live", "type": "application", "purpose": "x" * 2000}
            answer = architect.post("/systems/new/", values)
            statuses.append(answer.status_code)
            if answer.status_code != 302:
                break
    assert statuses[-1] == 507
    assert b"disk is full" in answer.content
    assert System.objects.count() == statuses.count(302)


@contextmanager
def no_room_for_rows():
    """The database may not take a page more than it has."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


def test_a_database_that_is_away_is_said(architect):
    def away(*_):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        answer = architect.get("/systems/")
    assert answer.status_code == 503
    assert "database does not answer" in answer.content.decode()
    assert "connection refused" not in answer.content.decode()


def raised_from(cause: BaseException) -> BaseException:
    try:
        raise RuntimeError("what a library says") from cause
    except RuntimeError as error:
        return error


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (OSError(28, "No space left on device"), Outage.NO_ROOM),
        (raised_from(OSError(122, "Quota exceeded")), Outage.NO_ROOM),
        (raised_from(errors.DiskFull("could not extend file")), Outage.NO_ROOM),
        (OperationalError("server closed the connection"), Outage.NO_DATABASE),
        (OSError(2, "No such file"), None),
        (ValueError("a fault of ours"), None),
        (None, None),
    ],
)
def test_what_is_missing_is_told_from_a_fault(error, outage):
    assert outage_behind(error) == outage
