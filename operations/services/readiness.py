"""Whether this process can serve people now: each thing it needs, asked on the spot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from celery import current_app
from django.conf import STATICFILES_STORAGE_ALIAS
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

OK = "ok"
BROKER_SECONDS = 2.0


@dataclass(frozen=True)
class Need:
    """Something the portal stands on: `state` is `ok`, or what is wrong in a few words.

    Without what is `vital` no page can be answered. Without the rest pages are answered all the same, and what they
    owe is caught up with later.
    """

    name: str
    state: str
    vital: bool = True

    @property
    def met(self) -> bool:
        return self.state == OK


def needs() -> list[Need]:
    """Everything, in the order in which it is set up. Where the database is away, its tables are not asked for."""
    database = database_state()
    migrations = migrations_state() if database == OK else "unknown"
    return [
        Need("database", database),
        Need("migrations", migrations),
        Need("static_files", static_files_state()),
        Need("broker", broker_state(), vital=False),
    ]


def database_state() -> str:
    def ask() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return OK

    return _unless(DatabaseError, ask, "unreachable")


def migrations_state() -> str:
    """Whether the tables are those of this release; how many steps are missing where they are not."""

    def ask() -> str:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        return f"{missing} not applied" if missing else OK

    return _unless(DatabaseError, ask, "unreadable")


def static_files_state() -> str:
    """Pages name their style sheets by a manifest that `collectstatic` writes; developers' pages do without one."""
    storage = storages[STATICFILES_STORAGE_ALIAS]
    collected = not isinstance(storage, ManifestFilesMixin) or storage.exists(storage.manifest_name)
    return OK if collected else "not collected"


def broker_state() -> str:
    def ask() -> str:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
        return OK

    return _unless(Exception, ask, "unreachable")  # each transport has errors of its own


def _unless(fault: type[Exception], ask: Callable[[], str], otherwise: str) -> str:
    try:
        return ask()
    except fault:
        return otherwise
