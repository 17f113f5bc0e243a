"""Writing many rows in one statement, new ones and known ones alike. JSON columns may be given the method's results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import connection, models


def upsert(rows: Sequence[models.Model], *, unique: Sequence[str], update: Sequence[str]) -> None:
    """Insert the rows; where one with the same `unique` fields is there already, set its `update` fields instead."""
    if not rows:
        return
    if connection.vendor == "postgresql":
        _as_one_document(rows, unique, update)
    else:
        _value_by_value(rows, unique, update)


def as_json_values(value: Any) -> Any:
    """A result of the method, or any part of it, as the JSON values that the database gives back."""
    return orjson.loads(orjson.dumps(value))


def _value_by_value(rows: Sequence[models.Model], unique: Sequence[str], update: Sequence[str]) -> None:
    for field in (field for field in rows[0]._meta.concrete_fields if isinstance(field, models.JSONField)):
        for row in rows:
            setattr(row, field.attname, as_json_values(getattr(row, field.attname)))
    manager = type(rows[0])._default_manager
    manager.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=update)


def _as_one_document(rows: Sequence[models.Model], unique: Sequence[str], update: Sequence[str]) -> None:
    """PostgreSQL takes a whole batch apart itself, from one JSON document, by the types of the table's own columns.

    A statement with a placeholder for each value took five times as long, most of it in Python.
    """
    meta, quote = rows[0]._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = {field.name: str(field.column) for field in fields}
    document = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
    into, table = ", ".join(map(quote, columns.values())), quote(meta.db_table)
    known = ", ".join(quote(columns[name]) for name in unique)
    fresh = ", ".join(f"{quote(columns[name])} = EXCLUDED.{quote(columns[name])}" for name in update)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({into}) SELECT {into} FROM json_populate_recordset(NULL::{table}, %s::json) "  # noqa: S608 - names of the model's own table and columns only
            f"ON CONFLICT ({known}) DO UPDATE SET {fresh}",
            [orjson.dumps(document, default=str).decode()],
        )
