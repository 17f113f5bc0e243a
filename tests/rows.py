"""Everything that stands in the database, to compare what it was with what it is."""

from __future__ import annotations

from django.db import connection

Rows = dict[str, frozenset[str]]


def every_row() -> Rows:
    """All rows of all tables, each as text."""
    with connection.cursor() as cursor:
        return {table: _rows_of(cursor, table) for table in connection.introspection.table_names(cursor)}


WRITES = {
    "sqlite": "SELECT total_changes()",
    "postgresql": "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables",
}
"""How many rows this connection has written, of all tables, also those that were taken back."""


def rows_written() -> int:
    """Grows with every row that is written: where it stands still, no row can be another."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES[connection.vendor])
        return int(cursor.fetchone()[0] or 0)


def _rows_of(cursor: object, table: str) -> frozenset[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return frozenset(map(repr, cursor.fetchall()))


def changed(before: Rows, after: Rows) -> list[str]:
    """The tables that hold other rows than before."""
    return sorted(table for table in before.keys() | after.keys() if before.get(table) != after.get(table))
