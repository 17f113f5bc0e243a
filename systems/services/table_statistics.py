"""What the database knows about the size of its tables, which it plans its queries by."""

from __future__ import annotations

from django.db import connection

from systems.models import Dependency, Profile, System

MANY = 50
"""Of fewer rows it makes no difference."""


def count_anew() -> None:
    """Let PostgreSQL look how much the catalogue holds, as its manual advises after many rows came at once.

    It does so by itself within minutes. Until then it may take full tables for empty ones, because it looked while the
    rows were not committed, and compare each system with each other one to draw a list. SQLite has no need of it.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(each._meta.db_table) for each in (System, Profile, Dependency))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
