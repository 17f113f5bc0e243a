"""The index by which PostgreSQL finds three letters in a row, wherever they stand in what is searched.

It belongs to an extension, which not every role may create. The search finds the same without it, by reading all.
"""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NAME = "system_searched"
STATEMENTS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX IF NOT EXISTS {NAME} ON systems_system USING gin (searched gin_trgm_ops)",
)
DROP = f"DROP INDEX IF EXISTS {NAME}"
MADE = "The index of the search is there."
NOT_NEEDED = "Nothing to do: only PostgreSQL has this index. Here a search reads what is kept for it in one go."
REFUSED = (
    "The index of the search could not be made: {reason}. The search works without it, more slowly. For the index let "
    "the database's administrator run CREATE EXTENSION pg_trgm, and then run manage.py search_index."
)


def make(connection: BaseDatabaseWrapper) -> str:
    """Make the index if it is not there. Returns what there is to say of it."""
    if connection.vendor != "postgresql":
        return NOT_NEEDED
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in STATEMENTS:
                cursor.execute(statement)
    except DatabaseError as error:
        return REFUSED.format(reason=str(error).splitlines()[0])
    return MADE


def remake(connection: BaseDatabaseWrapper) -> str:
    """The same from nothing, for an index that is broken."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(DROP)
    return make(connection)
