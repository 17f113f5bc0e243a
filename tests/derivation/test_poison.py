"""A system that cannot be derived ends visibly and stops nobody else."""

from __future__ import annotations

import pytest
from django.db.models.functions import Now

from background.limits import PROFILE
from derivation import tasks
from derivation.services import deriving
from derivation.services.deriving import derive, sweep
from recovery import derivation as method
from recovery.durations import HOUR
from systems.models import Profile
from systems.services.staleness import mark_stale
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unreadable():
    """A system whose stored answers are no answers at all."""
    system = SystemFactory()
    round_ = round_of(system, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    round_.submitted = {"rto": "nonsense"}
    round_.save()
    return system


def test_answers_that_cannot_be_read_are_shown_and_stop_nobody(unreadable):
    other = SystemFactory()
    DependencyFactory(system=other, needs=unreadable)
    for _ in range(PROFILE.attempts + 2):
        derive([unreadable.pk, other.pk])
    broken, fine = Profile.objects.get(pk=unreadable.pk), Profile.objects.get(pk=other.pk)
    assert fine.stale_since is None
    assert fine.derived_at is not None
    assert broken.stale_since is not None
    assert broken.attempts == PROFILE.attempts
    assert "Unreadable" in broken.last_error


def test_one_that_fails_in_the_method_is_found_among_many(monkeypatch):
    systems = SystemFactory.create_batch(9)
    poison = systems[4]

    def explosive(given, dependencies, policy, *, only):
        if poison.key in only:
            raise ZeroDivisionError("boom")
        return real(given, dependencies, policy, only=only)

    real = method.derive
    monkeypatch.setattr(deriving.method, "derive", explosive)
    derive([system.pk for system in systems])
    stale = Profile.objects.filter(stale_since__isnull=False)
    assert [profile.pk for profile in stale] == [poison.pk]
    assert stale[0].last_error == "ZeroDivisionError: boom"


def test_one_that_ends_its_worker_is_tried_alone_and_no_more_than_three_times(monkeypatch):
    systems = SystemFactory.create_batch(5)
    poison = systems[2]
    begun = []

    def deadly(given, dependencies, policy, *, only):
        begun.append(set(only))
        if poison.key in only:
            raise SystemExit  # as far as the rows can tell, the worker was killed
        return real(given, dependencies, policy, only=only)

    real = method.derive
    monkeypatch.setattr(deriving.method, "derive", deadly)
    for _ in range(10):
        try:
            tasks.derive_again([system.pk for system in systems])
        except SystemExit:
            continue
    assert sum(poison.key in only for only in begun) == PROFILE.attempts
    (left,) = Profile.objects.filter(stale_since__isnull=False)
    assert left.pk == poison.pk
    assert left.last_error == "Three workers did not come back from it."


def test_a_fact_that_changes_gives_it_another_chance(unreadable):
    for _ in range(PROFILE.attempts):
        derive([unreadable.pk])
    round_of(SystemFactory(), by=PersonFactory())
    unreadable.assessments.update(submitted={})
    mark_stale([unreadable.pk])
    derive([unreadable.pk])
    assert Profile.objects.get(pk=unreadable.pk).stale_since is None


def test_the_sweep_hands_over_what_was_left_and_not_what_failed(published):
    waiting, failed, fresh, done = SystemFactory.create_batch(4)
    long_ago = Profile.objects.get(pk=waiting.pk).stale_since.replace(year=2020)
    Profile.objects.filter(pk__in=[waiting.pk, failed.pk]).update(stale_since=long_ago)
    Profile.objects.filter(pk=failed.pk).update(attempts=PROFILE.attempts)
    Profile.objects.filter(pk=fresh.pk).update(stale_since=Now())
    Profile.objects.filter(pk=done.pk).update(stale_since=None)
    sweep()
    assert published() == [("derivation.derive_again", [[waiting.pk]])]
