"""What every test may use: people of each role, signed-in clients, an outbox folder of its own."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import User
from accounts.permissions import Role
from tests.factories import PersonFactory

# What properties show does not depend on how busy the machine is.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
)
hypothesis.settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Looking for garbage in all that Django and the tests have loaded took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Notes what ran and what did not: `python -m tests` says at its end what was left out, and why."""
    if file := os.environ.get("LEFT_OUT"):
        skipped = terminalreporter.stats.get("skipped", [])
        reasons = {each.nodeid: each.longrepr[2] for each in skipped if isinstance(each.longrepr, tuple)}
        ran = {each.nodeid: "" for each in terminalreporter.stats.get("passed", [])}
        with Path(file).open("a", encoding="utf-8") as said:
            said.writelines(json.dumps(each) + "\n" for each in {**ran, **reasons}.items())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings):
    """SQLite in a file of this run: in memory, parallel threads would share locks that no real portal has."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def data_in_a_folder_of_its_own(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORTS_DIR = tmp_path / "exports"
    settings.MAIL_GATHERING_SECONDS = 0
    settings.AUDIT_ANCHOR = tmp_path / "audit-anchor.json"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def owner(db) -> User:
    return PersonFactory(email="payments.owner@example.org", roles=[Role.OWNER])


@pytest.fixture
def architect(db) -> User:
    return PersonFactory(email="architect@example.org", roles=[Role.ARCHITECT])


@pytest.fixture
def manager(db) -> User:
    return PersonFactory(email="manager@example.org", roles=[Role.MANAGER])


@pytest.fixture
def administrator(db) -> User:
    return PersonFactory(email="administrator@example.org", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def stranger(db) -> User:
    """An owner of nothing that the test is about."""
    return PersonFactory(email="stranger@example.org", roles=[Role.OWNER])


@pytest.fixture
def sign_in():
    """`sign_in(person)` gives a client with that person's session."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="accounts.backends.PeopleBackend")
        return client

    return signed_in


@pytest.fixture(autouse=True)
def no_language_of_the_test_before() -> Iterator[None]:
    """A request in Spanish leaves its language behind in this thread, where the next request would say its own."""
    yield
    translation.deactivate()
