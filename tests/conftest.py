"""What every test may use: people of each role, signed-in clients, an outbox folder of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import User
from accounts.permissions import Role
from tests.factories import PersonFactory


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
