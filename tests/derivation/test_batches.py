"""Deriving everything in batches: the same results as one by one, and no change lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from background.services import leases
from derivation import tasks
from derivation.models import DerivationBatch
from derivation.services import batches, deriving, laying_out
from derivation.services.laying_out import lay_out_for
from policies.models import PolicyVersion
from recovery.durations import DAY, HOUR
from recovery.policy import DEFAULT_POLICY
from systems.models import Finding, Profile
from systems.services.staleness import mark_stale
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chain(monkeypatch):
    """Nine systems, each needing the one before, in batches of three."""
    monkeypatch.setattr(deriving, "MANY", 4)
    monkeypatch.setattr(laying_out, "SHORTEST", 3)
    systems = SystemFactory.create_batch(9)
    for place, system in enumerate(systems):
        round_of(system, by=PersonFactory(), rto=(place % 3 + 1) * 4 * HOUR, rpo=DAY, mtd=8 * HOUR)
        if place:
            DependencyFactory(system=system, needs=systems[place - 1])
    return systems


def stale() -> int:
    return Profile.objects.filter(stale_since__isnull=False).count()


def everything() -> list[object]:
    fields = ("pk", "inputs_hash", "strategy", "wave", "blocks", "warns")
    profiles = list(Profile.objects.order_by("pk").values_list(*fields))
    findings = Finding.objects.open().order_by("system_id", "code").values_list("system_id", "code", "text")
    return [profiles, list(findings)]


@pytest.fixture
def one_at_a_time(monkeypatch):
    """A worker takes up no further batch by itself."""
    monkeypatch.setattr(batches, "GO_ON", -1)


def work_off() -> None:
    for batch in DerivationBatch.objects.open():
        tasks.derive_batch(batch.pk)


def test_many_are_taken_over_in_stretches_and_come_out_the_same(chain, published):
    ids = [system.pk for system in chain]
    for pk in ids:
        deriving.derive([pk])
    one_by_one = everything()
    Profile.objects.update(inputs_hash="", derived_at=None)
    mark_stale(ids)
    tasks.derive()
    assert [batch.last_id - batch.first_id + 1 for batch in DerivationBatch.objects.all()] == [3, 3, 3]
    assert [name for name, _ in published()].count("derivation.derive_batch") == 3
    assert stale() == 9
    work_off()
    assert stale() == 0
    assert everything() == one_by_one


def test_what_a_stretch_has_is_not_derived_twice(chain, published):
    tasks.derive()
    Profile.objects.update(derived_at=None)
    before = len(published())
    tasks.derive()
    DerivationBatch.objects.update(mark=DerivationBatch.objects.first().mark)
    tasks.sweep()
    assert published()[before:] == []
    assert DerivationBatch.objects.count() == 3


def test_a_change_meanwhile_keeps_its_own_mark_and_is_derived_with_what_hangs_on_it(one_at_a_time, chain):
    ids = [system.pk for system in chain]
    tasks.derive()
    first = DerivationBatch.objects.first()
    tasks.derive_batch(first.pk)
    changed = chain[4].assessments.get()
    changed.submitted = answers_of(rto=3 * DAY, rpo=DAY, mtd=30 * DAY)
    changed.save()
    mark_stale([chain[4].pk])
    work_off()
    assert list(Profile.objects.filter(stale_since__isnull=False).values_list("pk", flat=True)) == [chain[4].pk]
    tasks.derive()
    assert stale() == 0
    in_parts = everything()
    Profile.objects.update(inputs_hash="", derived_at=None)
    for pk in ids:
        mark_stale([pk])
        deriving.derive([pk])
    assert everything() == in_parts


def test_a_stretch_is_taken_once(chain):
    tasks.derive()
    batch = DerivationBatch.objects.first()
    assert leases.claim(DerivationBatch.objects.all(), batch.pk)
    assert not leases.claim(DerivationBatch.objects.all(), batch.pk)
    tasks.derive_batch(batch.pk)
    assert stale() == 9


def test_who_went_silent_is_replaced_and_goes_on_where_it_stopped(one_at_a_time, chain, published):
    tasks.derive()
    batch = DerivationBatch.objects.first()
    tasks.derive_batch(batch.pk)
    untouched = Profile.objects.get(pk=chain[0].pk).derived_at
    DerivationBatch.objects.filter(pk=batch.pk).update(state="held", seen_at=timezone.now() - timedelta(minutes=5))
    before = len(published())
    tasks.sweep()
    assert ("derivation.derive_batch", [batch.pk]) in published()[before:]
    tasks.derive_batch(batch.pk)
    assert Profile.objects.get(pk=chain[0].pk).derived_at == untouched
    assert DerivationBatch.objects.get(pk=batch.pk).state == "done"


def test_what_nobody_comes_back_from_is_broken_up(chain, published):
    tasks.derive()
    batch = DerivationBatch.objects.first()
    DerivationBatch.objects.filter(pk=batch.pk).update(
        state="held", begun_at=timezone.now(), seen_at=timezone.now() - timedelta(minutes=5), interruptions=2
    )
    tasks.sweep()
    ids = [system.pk for system in chain[:3]]
    assert ("derivation.derive_again", [ids]) in published()
    tasks.derive_again(ids)
    assert stale() == 6


def test_one_that_cannot_be_read_stops_nobody(chain):
    broken = chain[1].assessments.get()
    broken.submitted = {"rto": "not an answer"}
    broken.save()
    tasks.derive()
    work_off()
    assert stale() == 1
    for _ in range(3):
        tasks.derive_again([chain[1].pk])
    assert Profile.objects.get(pk=chain[1].pk).last_error


def test_a_new_policy_ends_what_was_under_way_for_an_older_one(chain):
    now = timezone.now()
    for label in ("2026.2", "2026.3"):
        document = DEFAULT_POLICY.to_document()
        version = PolicyVersion.objects.create(version=label, document=document, published_at=now)
        lay_out_for(version)
    assert DerivationBatch.objects.open().count() == 3
    work_off()
    assert set(Profile.objects.values_list("policy_version", flat=True)) == {"2026.3"}


def test_who_has_read_the_facts_goes_on_with_what_was_laid_out_together(chain):
    tasks.derive()
    tasks.derive_batch(DerivationBatch.objects.first().pk)
    assert stale() == 0
    assert not DerivationBatch.objects.open().exists()


def test_who_has_read_the_facts_leaves_a_later_laying_out_alone(chain):
    tasks.derive()
    version = PolicyVersion.objects.create(
        version="2026.2", document=DEFAULT_POLICY.to_document(), published_at=timezone.now()
    )
    lay_out_for(version)
    tasks.derive_batch(DerivationBatch.objects.filter(mark__isnull=False).first().pk)
    assert DerivationBatch.objects.open().count() == 3
    assert set(DerivationBatch.objects.open().values_list("mark", flat=True)) == {None}
