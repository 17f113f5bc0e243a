"""Time passes, nobody touches anything, and what has grown too old is found all the same."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from derivation import tasks
from systems.models import Finding, Profile, System
from tests.factories import ExerciseFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def system(owner) -> System:
    system = SystemFactory(owner=owner)
    ExerciseFactory(system=system, kind="data_restore", performed_on=timezone.localdate() - 364 * DAY, rta_seconds=60)
    round_of(system, rto=14400, rpo=86400)
    tasks.derive()
    return system


def open_codes() -> set[str]:
    return set(Finding.objects.open().values_list("code", flat=True))


def test_an_exercise_grows_too_old_by_itself(system):
    assert "never-tested" not in open_codes()
    system.exercises.update(performed_on=timezone.localdate() - 366 * DAY)
    Profile.objects.update(derived_at=timezone.now() - 2 * DAY)
    tasks.age()
    tasks.derive()
    assert "never-tested" in open_codes()
    assert Profile.objects.get().stale_since is None


def test_once_a_day_is_enough(system):
    tasks.age()
    assert Profile.objects.get().stale_since is None


def test_what_is_retired_stays_as_it_is(system):
    System.objects.update(status="retired")
    Profile.objects.update(derived_at=timezone.now() - 2 * DAY)
    tasks.age()
    assert Profile.objects.get().stale_since is None
