"""No change is lost between reading facts and writing results, and no older result overwrites a newer one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from derivation.services import deriving, writing
from derivation.services.deriving import derive
from recovery.durations import DAY, HOUR
from systems.models import Profile
from systems.services.staleness import mark_stale
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(change)`: the change happens once, after the facts were read and before anything is written."""

    def happens(change):
        waiting = [change]

        def write(results, *, as_of):
            while waiting:
                waiting.pop()()
            return writing.write(results, as_of=as_of)

        monkeypatch.setattr(deriving, "write", write)

    return happens


def answer(round_, **facts):
    round_.submitted = answers_of(**facts)
    round_.save()
    mark_stale([round_.system_id])


def test_a_change_while_deriving_stays_to_be_derived(meanwhile):
    system = SystemFactory()
    round_ = round_of(system, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    meanwhile(lambda: answer(round_, rto=DAY, rpo=HOUR))
    derive([system.pk])
    profile = Profile.objects.get(pk=system.pk)
    assert profile.rto == HOUR
    assert profile.stale_since is not None
    derive([system.pk])
    profile.refresh_from_db()
    assert (profile.rto, profile.stale_since) == (DAY, None)


def test_who_comes_late_with_older_facts_overwrites_nothing(meanwhile):
    shop, ledger = SystemFactory(), SystemFactory()
    DependencyFactory(system=shop, needs=ledger)
    round_of(shop, by=PersonFactory(), rto=8 * HOUR, rpo=DAY)
    round_ = round_of(ledger, by=PersonFactory(), rto=8 * HOUR, rpo=DAY)

    def another_worker_was_faster():
        answer(round_, rto=3 * DAY, rpo=DAY)
        derive([ledger.pk])

    meanwhile(another_worker_was_faster)
    derive([shop.pk, ledger.pk])
    assert Profile.objects.get(pk=ledger.pk).rto == 3 * DAY
    assert shop.findings.open().filter(code="dependency-slower").exists()
    assert not Profile.objects.filter(stale_since__isnull=False).exists()


def test_a_system_deleted_while_deriving_comes_not_back(meanwhile):
    system = SystemFactory()
    meanwhile(system.delete)
    derive([system.pk])
    assert not Profile.objects.exists()


def test_two_that_began_in_the_same_instant_settle_it_again():
    system = SystemFactory()
    round_of(system, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    derive([system.pk])
    profile = Profile.objects.get(pk=system.pk)
    ids, as_of = [system.pk], profile.derived_at
    results, _ = deriving._results(ids, as_of)
    assert writing.write(results, as_of=as_of) == ([], set(ids))


def test_a_clock_that_was_set_back_stops_nothing():
    system = SystemFactory()
    Profile.objects.filter(pk=system.pk).update(derived_at=timezone.now() + timedelta(hours=1))
    derive([system.pk])
    profile = Profile.objects.get(pk=system.pk)
    assert profile.stale_since is None
    assert profile.derived_at <= timezone.now()
