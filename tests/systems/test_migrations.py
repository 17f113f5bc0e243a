"""What becomes of facts that were stored before: migrated forth and back on a real database."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("systems", "0001_initial"), ("systems", "0002_protection_and_exercises")
BEGAN = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
ENTERED = {"entered": dt.timedelta(milliseconds=3), "moved": dt.timedelta(days=9)}
"""How long after it was entered a system was changed."""


def migrate(target: tuple[str, str]):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps.get_model


@pytest.fixture
def at_0001(transactional_db):
    yield migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


LIES = {"east": (True, "other_site", True), "near": (False, "same", False), "unsaid": (None, "", None)}
"""Whether the copy lay elsewhere, at which site that is, and what of it is left on the way back."""


def test_what_was_known_before_protection_had_sites_is_kept(at_0001):
    """All in one, because each way there and back takes seconds."""
    old = partial(at_0001, "systems")
    systems = {key: old("System").objects.create(key=key, name=key) for key in LIES}
    for key, (elsewhere, _, _) in LIES.items():
        old("Protection").objects.create(system=systems[key], copy_elsewhere=elsewhere)
    old("Exercise").objects.create(system=systems["east"], performed_on=BEGAN.date(), rta_seconds=60)
    for key, later in ENTERED.items():
        old("System").objects.create(key=key, name=key, created_at=BEGAN, changed_at=BEGAN + later)

    new = partial(migrate(AFTER), "systems")
    found = {each.system.key: each for each in new("Protection").objects.all()}
    for key, (_, site, _) in LIES.items():
        assert (found[key].history_site, found[key].live_site, found[key].isolated) == (site, "", None)
    exercise = new("Exercise").objects.get()
    # Who recorded an exercise before meant a lost site, until somebody says more.
    assert (exercise.kind, exercise.scope, exercise.evidence_link, exercise.rta_seconds) == ("failover", "", "", 60)
    changed = dict(new("System").objects.filter(key__in=ENTERED).values_list("key", "significantly_changed_at"))
    assert changed == {"entered": None, "moved": BEGAN + ENTERED["moved"]}  # that it was entered is no change of it

    old = partial(migrate(BEFORE), "systems")
    assert dict(old("Protection").objects.values_list("system__key", "copy_elsewhere")) == {
        key: back for key, (_, _, back) in LIES.items()
    }
    assert old("System").objects.get(key="entered").changed_at == BEGAN


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
