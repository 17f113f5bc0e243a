"""Which systems a change can touch, asked of the database so that only they are read."""

# ruff: noqa: S608 - only names of tables and constants are put into the statement

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db import connection

from recovery.contradictions import BY_CODE
from recovery.facts import HARD, SHARES
from systems.models import Dependency, System

MANY = 2_000
"""Beyond so many seeds the answer is usually everything, and asking costs more than reading."""

EDGES, SYSTEMS = Dependency._meta.db_table, System._meta.db_table
# The same relation as recovery.affected.affected; a test compares the two on random graphs.
AFFECTED = """
WITH RECURSIVE
seed(id) AS (SELECT id FROM {systems} WHERE id IN ({seeds})),
above(id) AS (SELECT id FROM seed UNION SELECT e.id FROM above n {needing}),
shared(id, hops) AS (SELECT id, 0 FROM seed UNION SELECT e.id, n.hops + 1 FROM shared n {sharing} WHERE n.hops < 3),
around(id) AS (SELECT id FROM above UNION SELECT id FROM shared WHERE hops < 2),
below(id) AS (SELECT id FROM around UNION SELECT e.id FROM below n {needed})
SELECT id FROM below UNION SELECT id FROM shared UNION SELECT e.id FROM above n {sharing}
"""
NEEDING = f"SELECT needs_id AS of, system_id AS id FROM {EDGES} WHERE kind = '{HARD}'"
NEEDED = f"SELECT system_id AS of, needs_id AS id FROM {EDGES} WHERE kind = '{HARD}'"
SHARING = (
    f"SELECT system_id AS of, needs_id AS id FROM {EDGES} WHERE kind = '{SHARES}' UNION ALL "
    f"SELECT needs_id AS of, system_id AS id FROM {EDGES} WHERE kind = '{SHARES}'"
)


def affected_by(system_ids: Collection[int]) -> set[int]:
    """The systems whose results can change with these; also those that must be known to derive these."""
    return connected(system_ids) | peers(system_ids)


def connected(system_ids: Collection[int]) -> set[int]:
    """Of these the ones that depend on each other: they must be known as a whole. One query."""
    if not system_ids:
        return set()
    if len(system_ids) > MANY:
        return set(System.objects.order_by().values_list("pk", flat=True))
    statement = AFFECTED.format(
        systems=SYSTEMS,
        seeds=", ".join(["%s"] * len(system_ids)),
        needing=_looked_up(NEEDING),
        needed=_looked_up(NEEDED),
        sharing=_looked_up(SHARING),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, list(system_ids))
        return {row[0] for row in cursor.fetchall()}


def _looked_up(edges: str) -> str:
    """Joins `edges` as `e` to `n`, by looking up each row of `n` in the index.

    How many rows a step of a recursion finds no planner can know: PostgreSQL takes ten times too many for granted, and
    then reads all dependencies in each step. It looks up what stands in a subquery that it may not dissolve.
    """
    if connection.vendor == "postgresql":
        return f"CROSS JOIN LATERAL (SELECT id FROM ({edges}) edge WHERE edge.of = n.id OFFSET 0) e"
    return f"CROSS JOIN ({edges}) e ON e.of = n.id"


def peers(system_ids: Collection[int], *, at_least: int = 1) -> set[int]:
    """Of these the ones that only have the same owner: how soon they must be back is all that must be known. One query.

    `at_least`: owners with fewer systems in use are left out; the policy says from how many on they are compared. They
    are counted here: while it has no statistics, PostgreSQL would count anew for each system of each owner.
    """
    if not system_ids or len(system_ids) > MANY or "everything-first" not in BY_CODE:
        return set()
    owners = System.objects.filter(pk__in=list(system_ids), owner__isnull=False).order_by().values("owner")
    rows = System.objects.filter(owner__in=owners).order_by().values_list("pk", "owner", "status")
    found = [(pk, owner, status != System.Status.RETIRED) for pk, owner, status in rows]
    in_use = Counter(owner for _, owner, used in found if used)
    return {pk for pk, owner, _ in found if at_least <= 1 or in_use[owner] >= at_least}
