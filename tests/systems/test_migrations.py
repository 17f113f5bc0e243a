"""What becomes of facts that were stored before: migrated forth and back on a real database."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("systems", "0001_initial"), ("systems", "0002_protection_and_exercises")
BEGAN = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)


def migrate(target: tuple[str, str]):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps.get_model


@pytest.fixture
def at_0001(transactional_db):
    yield migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.parametrize(
    ("elsewhere", "site", "back"), [(True, "other_site", True), (False, "same", False), (None, "", None)]
)
def test_where_copies_lie_is_kept(at_0001, elsewhere, site, back):
    system = at_0001("systems", "System").objects.create(key="shop", name="Shop")
    at_0001("systems", "Protection").objects.create(system=system, copy_elsewhere=elsewhere)
    found = migrate(AFTER)("systems", "Protection").objects.get()
    assert (found.history_site, found.live_site, found.isolated) == (site, "", None)
    assert migrate(BEFORE)("systems", "Protection").objects.get().copy_elsewhere is back


def test_exercises_tried_a_lost_site_until_somebody_says_more(at_0001):
    system = at_0001("systems", "System").objects.create(key="shop", name="Shop")
    at_0001("systems", "Exercise").objects.create(system=system, performed_on=BEGAN.date(), rta_seconds=60)
    found = migrate(AFTER)("systems", "Exercise").objects.get()
    assert (found.kind, found.scope, found.evidence_link, found.rta_seconds) == ("failover", "", "", 60)


def test_that_a_system_was_entered_is_no_change_of_it(at_0001):
    systems = at_0001("systems", "System").objects
    systems.create(key="entered", name="Entered", created_at=BEGAN, changed_at=BEGAN + dt.timedelta(milliseconds=3))
    systems.create(key="moved", name="Moved", created_at=BEGAN, changed_at=BEGAN + dt.timedelta(days=9))
    found = dict(migrate(AFTER)("systems", "System").objects.values_list("key", "significantly_changed_at"))
    assert found == {"entered": None, "moved": BEGAN + dt.timedelta(days=9)}
    assert migrate(BEFORE)("systems", "System").objects.get(key="entered").changed_at == BEGAN


@pytest.fixture
def at_0013(transactional_db):
    yield migrate(("systems", "0013_long_imports"))
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_how_long_a_system_finishes_is_taken_from_its_plan(at_0013):
    for key, record in (("shop", {"finishing": 900}), ("till", {"finishing": None}), ("new", {})):
        system = at_0013("systems", "System").objects.create(key=key, name=key)
        at_0013("systems", "Profile").objects.create(system=system, record=record)
    profiles = migrate(("systems", "0014_finishing"))("systems", "Profile").objects
    found = dict(profiles.values_list("system__key", "finishing_seconds"))
    assert found == {"shop": 900, "till": None, "new": None}
