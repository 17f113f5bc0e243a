"""Whoever comes back when another has taken over writes nothing any more: neither a success nor a failure."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from background.services import leases
from background.services.leases import from_now
from derivation import tasks as derivation
from derivation.models import DerivationBatch
from derivation.services import batches
from derivation.services.for_policies import WholeCatalogue
from derivation.services.laying_out import lay_out_for
from notifications import tasks as mail
from notifications.models import OutgoingMail
from notifications.services import kinds
from policies import tasks as policies
from policies.models import PolicySimulation, PolicyVersion
from recovery.durations import DAY, HOUR
from recovery.policy import DEFAULT_POLICY
from systems.models import Profile
from tests.background.late import go_silent, once_late
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db(transaction=True)
LATER = [None, ValueError("too late")]


def composed_late(meanwhile, then):
    kinds.register("test", once_late(kinds._kinds["test"].compose, meanwhile, then), "A test")


@pytest.mark.parametrize("then", LATER)
def test_a_mail_that_another_worker_sent_stays_sent(owed, sink, then):
    outgoing = owed()

    def another_sends_it():
        go_silent(OutgoingMail)
        mail.sweep()

    composed_late(another_sends_it, then)
    sink.answers = ["250 OK", "554 we have it already"]
    mail.deliver(outgoing.pk)
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.error, outgoing.interruptions) == ("sent", "", 1)


@pytest.mark.parametrize("then", LATER)
def test_trying_again_does_not_give_an_old_claim_its_number_back(owed, sink, administrator, sign_in, then):
    outgoing = owed()

    def somebody_tries_again():
        go_silent(OutgoingMail, interruptions=2)
        leases.take_back(OutgoingMail)
        sign_in(administrator).post(reverse("notifications:try_again", args=[outgoing.pk]))
        assert leases.claim(OutgoingMail.objects.all(), outgoing.pk)

    composed_late(somebody_tries_again, then)
    mail.deliver(outgoing.pk)
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.attempts, outgoing.claims) == ("sending", 1, 2)


@pytest.mark.parametrize("then", LATER)
def test_a_simulation_that_another_worker_ended_keeps_its_result(draft, monkeypatch, then):
    for _ in range(3):
        round_of(SystemFactory(running_cost=1000), by=PersonFactory(), rto=HOUR, rpo=HOUR)
    simulation = PolicySimulation.objects.create(policy=draft, revision=1, against=DEFAULT_POLICY.version)

    def another_works_it_out():
        go_silent(PolicySimulation)
        policies.sweep()
        policies.simulate(simulation.pk)

    monkeypatch.setattr(WholeCatalogue, "facts", once_late(WholeCatalogue.facts, another_works_it_out, then))
    monkeypatch.setattr("policies.services.simulation.AT_ONCE", 1)
    policies.simulate(simulation.pk)
    simulation.refresh_from_db()
    assert (simulation.state, simulation.error, simulation.claims) == ("done", "", 2)
    assert (simulation.done, simulation.total, simulation.result["systems"]) == (3, 3, 3)
    assert simulation.changes.count() == 3


@pytest.fixture
def batch():
    system = SystemFactory()
    round_of(system, by=PersonFactory(), rto=HOUR, rpo=DAY, mtd=8 * HOUR)
    lay_out_for(policy_in_force("2026.2"))
    return DerivationBatch.objects.get()


def policy_in_force(name: str) -> PolicyVersion:
    document = DEFAULT_POLICY.to_document()
    return PolicyVersion.objects.create(version=name, document=document, published_at=timezone.now())


@pytest.mark.parametrize("then", LATER)
def test_a_batch_that_another_worker_ended_stays_ended(batch, monkeypatch, then):
    ended = []

    def another_derives_it():
        go_silent(DerivationBatch)
        derivation.sweep()
        derivation.derive_batch(batch.pk)
        ended.append(DerivationBatch.objects.get().ended_at)

    monkeypatch.setattr(batches, "connect_portfolio", once_late(batches.connect_portfolio, another_derives_it, then))
    derivation.derive_batch(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error, batch.claims) == ("done", "", 2)
    assert [batch.ended_at] == ended


def test_a_batch_that_a_newer_policy_has_overtaken_is_not_ended_as_done(batch, monkeypatch):
    def a_newer_one_comes_into_force():
        lay_out_for(policy_in_force("2026.3"))

    monkeypatch.setattr(
        batches, "connect_portfolio", once_late(batches.connect_portfolio, a_newer_one_comes_into_force)
    )
    derivation.derive_batch(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == ("cancelled", "overtaken by 2026.3")
    derivation.derive_batch(DerivationBatch.objects.open().get().pk)
    assert Profile.objects.get().policy_version == "2026.3"


def test_a_sign_of_life_keeps_the_claim(batch):
    held = leases.claim(DerivationBatch.objects.all(), batch.pk)
    go_silent(DerivationBatch)
    held.heartbeat()
    derivation.sweep()
    held.end()
    batch.refresh_from_db()
    assert (batch.state, batch.interruptions) == ("done", 0)


def test_what_fails_three_times_is_broken_up_for_the_ordinary_way(batch, monkeypatch, published):
    system = Profile.objects.get()
    Profile.objects.update(stale_since=None)
    with monkeypatch.context() as broken:
        broken.setattr(batches, "connect_portfolio", lambda *_: 1 / 0)
        for attempt in range(1, 4):
            derivation.derive_batch(batch.pk)
            batch.refresh_from_db()
            assert (batch.state, batch.attempts) == ("failed" if attempt == 3 else "pending", attempt)
    assert batch.error == "ZeroDivisionError: division by zero"
    assert ("derivation.derive_again", [[system.pk]]) in [(name, args) for name, args in published()]
    derivation.derive_again([system.pk])
    assert Profile.objects.get().policy_version == "2026.2"


def test_what_failed_for_the_moment_is_handed_over_again(batch, monkeypatch, published):
    with monkeypatch.context() as broken:
        broken.setattr(batches, "connect_portfolio", lambda *_: 1 / 0)
        derivation.derive_batch(batch.pk)
    before = len(published())
    derivation.sweep()
    assert published()[before:] == []
    DerivationBatch.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    derivation.sweep()
    assert ("derivation.derive_batch", [batch.pk]) in published()[before:]


def test_what_is_to_be_tried_again_at_once_is_due_at_once(batch):
    """In one statement there is one moment, so this does not hang on how fast the machine is."""
    at_once = DerivationBatch.objects.annotate(moment=from_now(timedelta(0)))
    assert at_once.filter(moment__lte=Now()).exists()
