"""Pages stay quick when the database knows nothing about its tables yet, as right after a large import.

PostgreSQL plans by how many rows it believes a table has. It counts now and then, and does not see what a transaction
has not committed: after such a count it takes full tables for empty ones, and a join for one of a row with a row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from systems.models import Dependency, System
from systems.services.table_statistics import MANY
from tests.benchmarks.large_company import fill
from tests.factories import PersonFactory
from tests.systems.imports.test_importing import bring

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.services,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="plans are those of a database server"),
]
SIZE = 300
OFTEN = 3
"""A query may look at each row of all tables so often, and not at each of one table for each of another."""


@pytest.fixture
def company() -> int:
    """A company of which the database believes that it is empty. Returns how many rows it has."""
    links = fill(SIZE, dependents=SIZE // 5)
    believe_in_no_rows()
    return 3 * SIZE + links


def believe_in_no_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_class SET reltuples = 0, relpages = 1 WHERE oid::regclass::text ~ '^[a-z]+_[a-z]+'")


def believed() -> int:
    """How many systems the database believes there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'systems_system'::regclass")
        return int(cursor.fetchone()[0])


def looked_at(plan: dict[str, Any]) -> Iterator[int]:
    """How many rows each step of a plan looked at, whether it kept them or not."""
    rows = sum(plan.get(name, 0) for name in ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter"))
    yield round(rows * plan["Actual Loops"])
    for step in plan.get("Plans", ()):
        yield from looked_at(step)


def worst(queries: CaptureQueriesContext) -> tuple[int, str]:
    """The query that looks at most rows, and at how many."""
    found = [(0, "")]
    with connection.cursor() as cursor:
        for query in {each["sql"] for each in queries if each["sql"].startswith("SELECT")}:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query.replace("%", "%%"), [])
            (plan,) = cursor.fetchone()
            plan = json.loads(plan) if isinstance(plan, str) else plan
            found.append((sum(looked_at(plan[0]["Plan"])), query))
    return max(found)


@pytest.mark.parametrize("key", ["hub", "system-0", "system-60"])
@pytest.mark.parametrize(
    "address",
    ["", "needs/", "needed-by/", "dependencies/", "retire/", "summary.json", "edit/"],
)
def test_no_page_looks_at_everything_for_each_neighbour(sign_in, company, key, address):
    client = sign_in(PersonFactory(roles=[Role.ARCHITECT]))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/systems/{key}/{address}").status_code == 200
    rows, query = worst(queries)
    assert rows <= OFTEN * company, query


@pytest.mark.parametrize("address", ["/policy/", "/policy/progress/", "/scenarios/"])
def test_nor_do_pages_of_the_whole_company(sign_in, company, address):
    client = sign_in(PersonFactory(roles=[Role.ARCHITECT]))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    rows, query = worst(queries)
    assert rows <= OFTEN * company, query


def test_the_database_was_made_to_believe_that_it_is_empty(company):
    """Else the other tests would show nothing: a plain join is planned as one of a row with a row."""
    hub = System.objects.get(key="system-0")
    with CaptureQueriesContext(connection) as queries:
        assert len(Dependency.objects.filter(needs=hub).select_related("system__profile")) > SIZE / 2
    rows, _ = worst(queries)
    assert rows > OFTEN * company


@pytest.mark.parametrize(("rows", "known"), [(MANY - 1, 0), (MANY, MANY)])
def test_after_a_large_import_the_database_knows_what_there_is(
    sign_in, rows, known, django_capture_on_commit_callbacks
):
    believe_in_no_rows()
    client = sign_in(PersonFactory(roles=[Role.ARCHITECT]))
    url = bring(client, "key,name\n" + "".join(f"new-{n},New {n}\n" for n in range(rows))).url
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', client.get(url).content.decode())[1]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{url}apply/", {"fingerprint": fingerprint})
    assert System.objects.count() == rows
    assert believed() == known
