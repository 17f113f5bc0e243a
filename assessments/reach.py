"""Which systems a change can touch, asked of the database so that only they are read."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Count

from recovery.contradictions import BY_CODE
from recovery.facts import HARD, SHARES
from systems.models import Dependency, System

MANY = 2_000
"""Beyond so many seeds the answer is usually everything, and asking costs more than reading."""

EDGES, SYSTEMS = Dependency._meta.db_table, System._meta.db_table
# The same relation as recovery.graph.affected; a test compares the two on random graphs.
REACH = f"""
WITH RECURSIVE
sharing(id, other) AS NOT MATERIALIZED (
    SELECT system_id, needs_id FROM {EDGES} WHERE kind = '{SHARES}' UNION ALL
    SELECT needs_id, system_id FROM {EDGES} WHERE kind = '{SHARES}'),
seed(id) AS (SELECT id FROM {SYSTEMS} WHERE id IN (%s)),
above(id) AS (
    SELECT id FROM seed UNION
    SELECT e.system_id FROM {EDGES} e JOIN above n ON e.needs_id = n.id WHERE e.kind = '{HARD}'),
shared(id, hops) AS (
    SELECT id, 0 FROM seed UNION
    SELECT s.other, n.hops + 1 FROM sharing s JOIN shared n ON s.id = n.id WHERE n.hops < 2),
around(id) AS (SELECT id FROM above UNION SELECT id FROM shared WHERE hops < 2),
below(id) AS (
    SELECT id FROM around UNION
    SELECT e.needs_id FROM {EDGES} e JOIN below n ON e.system_id = n.id WHERE e.kind = '{HARD}')
SELECT id FROM below UNION SELECT id FROM shared
UNION SELECT s.other FROM sharing s JOIN above n ON s.id = n.id
"""  # noqa: S608 - table names and constants only


def reach(system_ids: Collection[int]) -> set[int]:
    """The systems whose results can change with these; also those that must be known to derive these."""
    return connected(system_ids) | peers(system_ids)


def connected(system_ids: Collection[int]) -> set[int]:
    """Of these the ones that depend on each other: they must be known as a whole. One query."""
    if not system_ids:
        return set()
    if len(system_ids) > MANY:
        return set(System.objects.order_by().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(REACH % ", ".join(["%s"] * len(system_ids)), list(system_ids))
        return {row[0] for row in cursor.fetchall()}


def peers(system_ids: Collection[int], *, at_least: int = 1) -> set[int]:
    """Of these the ones that only have the same owner: how soon they must be back is all that must be known. One query.

    `at_least`: owners with fewer systems in use are left out; the policy says from how many on they are compared.
    """
    if not system_ids or len(system_ids) > MANY or "everything-first" not in BY_CODE:
        return set()
    owners = System.objects.filter(pk__in=list(system_ids), owner__isnull=False).order_by().values("owner")
    if at_least > 1:
        many = System.objects.in_use().filter(owner__in=owners).order_by().values("owner").annotate(all=Count("pk"))
        owners = many.filter(all__gte=at_least).values("owner")
    return set(System.objects.filter(owner__in=owners).order_by().values_list("pk", flat=True))
