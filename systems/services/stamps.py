"""The stamps by which the database says that the catalogue was written: `systems.queries.kept` reads them.

Triggers write them, because imports, bulk changes and a hand in the database go past every `save()`. Each connection of
PostgreSQL has a row of its own, so that nobody waits for another's commit; SQLite has one writer, and one row. A stamp
is drawn by lot, so that no stamp ever comes back, not even after something was undone.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.models import User
from systems.models import BusinessUnit, Profile, System
from systems.queries.kept import TABLE

CREATE = f"CREATE TABLE IF NOT EXISTS {TABLE} (writer integer PRIMARY KEY, stamp bigint NOT NULL)"
WRITTEN = tuple(model._meta.db_table for model in (System, Profile, BusinessUnit))
PEOPLE = User._meta.db_table
NOTICED = "OLD.is_active <> NEW.is_active OR OLD.email <> NEW.email"
"""Of people only who has access is counted, and only their address is sorted by. Who signs in is written all day."""

SQLITE_STAMP = f"UPDATE {TABLE} SET stamp = random() / 1024"  # noqa: S608  (our own names)
SQLITE = (
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_{event.lower()}_stamp AFTER {event} ON {table} BEGIN {SQLITE_STAMP}; END"
        for table in WRITTEN
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    f"CREATE TRIGGER IF NOT EXISTS {PEOPLE}_stamp AFTER UPDATE ON {PEOPLE} WHEN {NOTICED} BEGIN {SQLITE_STAMP}; END",
    f"INSERT OR IGNORE INTO {TABLE} VALUES (0, 0)",  # noqa: S608  (our own names)
    SQLITE_STAMP,
)

POSTGRESQL_STAMP = (
    f"INSERT INTO {TABLE} VALUES (pg_backend_pid(), (random() * 9e15)::bigint) "  # noqa: S608  (our own names)
    "ON CONFLICT (writer) DO UPDATE SET stamp = EXCLUDED.stamp"
)
POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {TABLE}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {POSTGRESQL_STAMP}; RETURN NULL; END $$",
    *(
        f"CREATE TRIGGER {TABLE} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}()"
        for table in WRITTEN
    ),
    f"CREATE TRIGGER {TABLE} AFTER UPDATE ON {PEOPLE} FOR EACH ROW WHEN ({NOTICED}) EXECUTE FUNCTION {TABLE}()",
    POSTGRESQL_STAMP,
)
THERE = "SELECT count(*) FROM pg_trigger WHERE tgname = %s AND tgrelid = ANY(%s::regclass[])"
LEFT = f"DELETE FROM {TABLE} WHERE writer NOT IN (SELECT pid FROM pg_stat_activity)"  # noqa: S608  (our own names)


def install(*, using: str, **_: Any) -> None:
    """After each migration: on SQLite one that changes a table makes it anew, without its triggers."""
    with transaction.atomic(using=using):
        _install(transaction.get_connection(using))


def _install(database: BaseDatabaseWrapper) -> None:
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(THERE, [TABLE, [*WRITTEN, PEOPLE]])
            statements = () if cursor.fetchone() == (len(WRITTEN) + 1,) else (CREATE, *dropped(), *POSTGRESQL)
        else:
            statements = (CREATE, *SQLITE)
        for statement in statements:
            cursor.execute(statement)


def dropped() -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {TABLE} ON {table}" for table in (*WRITTEN, PEOPLE)]


def forget_the_gone() -> None:
    """Take away the rows of connections that have ended. A stamp of our own with it: their sum never comes back."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(POSTGRESQL_STAMP)
            cursor.execute(LEFT)
