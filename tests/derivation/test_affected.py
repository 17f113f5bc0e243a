"""What the database says a change can touch is what the method says."""

from __future__ import annotations

import random

import pytest
from django.utils import timezone

from assessments.models import Assessment
from derivation.services.affected import affected_by
from derivation.services.deriving import derive
from derivation.services.facts import read_facts
from recovery import facts
from recovery.dependencies.affected import affected
from recovery.durations import HOUR
from recovery.facts import Dependency as Edge
from systems.models import Dependency, Finding, System
from systems.services.staleness import mark_stale
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(12))
def test_the_database_agrees_with_the_method(seed, django_assert_num_queries):
    chance = random.Random(seed)
    owners = [None, PersonFactory(), PersonFactory()]
    systems = [SystemFactory(owner=chance.choice(owners)) for _ in range(25)]
    keys = {system.pk: system.key for system in systems}
    pairs = {tuple(chance.sample(systems, 2)) for _ in range(chance.choice([5, 20, 40]))}
    rows = [
        Dependency(system=one, needs=other, kind=chance.choice(Dependency.Kind.values))
        for one, other in sorted(pairs, key=str)
    ]
    Dependency.objects.bulk_create(rows)
    edges = [Edge(keys[row.system_id], keys[row.needs_id], row.kind) for row in rows]
    owned = [(system.key, str(system.owner_id) if system.owner_id else None) for system in systems]
    for size in (1, 3):
        asked = [system.pk for system in chance.sample(systems, size)]
        with django_assert_num_queries(2):
            found = affected_by(asked)
        assert {keys[pk] for pk in found} == affected([keys[pk] for pk in asked], edges, owned)


def test_nothing_asked_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert affected_by([]) == set()


def test_a_cycle_ends():
    one, other = SystemFactory(), SystemFactory()
    Dependency.objects.create(system=one, needs=other)
    Dependency.objects.create(system=other, needs=one)
    assert affected_by([one.pk]) == {one.pk, other.pk}


def test_soft_dependencies_carry_nothing():
    one, other = SystemFactory(), SystemFactory()
    Dependency.objects.create(system=one, needs=other, kind=Dependency.Kind.SOFT)
    assert affected_by([one.pk]) == {one.pk}


def test_edges_that_lead_out_are_left_out():
    one, other = SystemFactory(), SystemFactory()
    Dependency.objects.create(system=one, needs=other)
    known = read_facts([one.pk], today=System.objects.get(pk=one.pk).created_at.date())
    assert known.dependencies == []


def test_of_a_peer_only_the_objective_is_read():
    owner = PersonFactory()
    own, peer = SystemFactory(owner=owner), SystemFactory(owner=owner, running_cost=5)
    round_of(peer, by=owner, rto=HOUR, rpo=HOUR)
    known = read_facts([own.pk], today=timezone.localdate(), peers=[own.pk, peer.pk])
    assert known.systems[own.pk].rto is facts.State.UNSET
    assert known.systems[peer.pk] == facts.System(peer.key, rto=HOUR, facts=facts.Facts(owner=str(owner.pk)))


def test_what_is_found_with_peers_is_what_is_found_with_everything():
    """Reading peers lightly must not change what `everything-first` sees."""
    owner = PersonFactory()
    systems = SystemFactory.create_batch(6, owner=owner)
    for system in systems:
        round_of(system, by=owner, rto=HOUR, rpo=HOUR)
    derive([systems[0].pk])
    assert Finding.objects.open().filter(code="everything-first").count() == 6
    Assessment.objects.filter(system__in=systems[:2]).update(state=Assessment.State.CLOSED)
    mark_stale([systems[0].pk, systems[1].pk])
    derive([systems[0].pk, systems[1].pk])
    assert not Finding.objects.open().filter(code="everything-first").exists()


def test_a_group_that_has_become_too_small_is_found_by_nobody():
    owner = PersonFactory()
    systems = SystemFactory.create_batch(5, owner=owner)
    for system in systems:
        round_of(system, by=owner, rto=HOUR, rpo=HOUR)
    derive([system.pk for system in systems])
    found = Finding.objects.open().filter(code="everything-first")
    assert found.count() == 5
    System.objects.filter(pk=systems[0].pk).update(status=System.Status.RETIRED)
    mark_stale([systems[0].pk])
    derive([systems[0].pk])
    assert not found.exists()
