"""A retired system has no contradictions, keeps its plan, and is waited for by nobody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from derivation.models import DerivationBatch
from derivation.services import batches
from derivation.services.deriving import derive, preview
from derivation.services.facts import read_facts
from derivation.services.laying_out import lay_out_for
from derivation.services.retired import put_aside
from derivation.services.writing import Result, write
from policies.models import PolicyVersion
from policies.presenters.progress import progress_of
from questionnaires.services import loading
from recovery.derivation import derive as method
from recovery.durations import DAY, HOUR
from recovery.policy import DEFAULT_POLICY
from systems.actions.systems import bring_back_system, retire_system
from systems.models import Finding, Profile, System
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(owner) -> System:
    """A system with answers that contradict each other."""
    system = SystemFactory(key="intranet", owner=owner)
    round_of(system, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([system.pk])
    assert "rto-exceeds-mtd" in open_codes(system)
    return system


def open_codes(system: System) -> set[str]:
    return set(Finding.objects.open().filter(system=system).values_list("code", flat=True))


def profile_of(system: System) -> Profile:
    return Profile.objects.get(pk=system.pk)


def test_its_contradictions_close_and_its_plan_stays(old, architect):
    retire_system(system=old, by=architect)
    derive([old.pk])
    profile = profile_of(old)
    assert open_codes(old) == set()
    assert (profile.blocks, profile.warns, profile.informs, profile.stale_since) == (0, 0, 0, None)
    assert (profile.rto_seconds, profile.strategy) == (8 * HOUR, "backup_restore")
    assert Finding.objects.filter(system=old, code="rto-exceeds-mtd", resolved_at__isnull=False).exists()


def test_brought_back_they_are_open_again_since_when_they_were_first_seen(old, architect):
    first_seen = Finding.objects.get(system=old, code="rto-exceeds-mtd").first_seen_at
    retire_system(system=old, by=architect)
    derive([old.pk])
    bring_back_system(system=old, by=architect)
    derive([old.pk])
    assert "rto-exceeds-mtd" in open_codes(old)
    assert Finding.objects.get(system=old, code="rto-exceeds-mtd").first_seen_at == first_seen
    assert profile_of(old).blocks > 0


def test_one_that_nobody_ever_answered_for_gets_none():
    system = SystemFactory(status="retired", profile={"stale_since": timezone.now()})
    derive([system.pk])
    assert not Finding.objects.filter(system=system).exists()
    assert profile_of(system).stale_since is None


def test_retired_through_the_page(old, architect, sign_in):
    sign_in(architect).post(reverse("systems:retire", args=["intranet"]), {"do": "retire"})
    derive([old.pk])
    page = sign_in(architect).get(reverse("systems:detail", args=["intranet"])).content.decode()
    assert open_codes(old) == set()
    assert "You can cope for 4 hours" not in page


def test_nobody_waits_for_it(old, architect):
    shop = SystemFactory(key="shop")
    round_of(shop, by=PersonFactory(), rto=4 * HOUR, rpo=DAY)
    DependencyFactory(system=shop, needs=old)
    derive([shop.pk])
    assert {"dependency-slower", "chain-exceeds-rto"} <= open_codes(shop)
    assert profile_of(shop).wave == 2
    retire_system(system=old, by=architect)
    derive([shop.pk, old.pk])
    assert not {"dependency-slower", "chain-exceeds-rto", "dependency-without-objective"} & open_codes(shop)
    assert profile_of(shop).wave == 1


def test_what_it_needed_need_not_hurry_for_it(old, architect):
    bank = SystemFactory(key="bank")
    round_of(bank, by=PersonFactory(), rto=DAY, rpo=DAY)
    DependencyFactory(system=old, needs=bank)
    derive([bank.pk])
    assert profile_of(bank).required_rto_seconds is not None
    retire_system(system=old, by=architect)
    derive([old.pk])
    assert profile_of(bank).required_rto_seconds is None


def test_somebody_who_read_before_does_not_open_them_again(old, architect):
    as_of = timezone.now()
    known = read_facts([old.pk], today=timezone.localdate())
    derived = method(known.systems.values(), known.dependencies)["intranet"]
    retire_system(system=old, by=architect)
    derive([old.pk])
    Profile.objects.update(derived_at=as_of + dt.timedelta(seconds=1))
    write({old.pk: Result(known.systems[old.pk], derived)}, as_of=as_of)
    assert open_codes(old) == set()
    assert put_aside([old.pk], as_of=as_of) == set()


def test_with_a_whole_catalogue_it_is_left_out(old, architect):
    retire_system(system=old, by=architect)
    derive([old.pk])
    shop = SystemFactory(key="shop")
    derive([shop.pk])
    document = DEFAULT_POLICY.to_document()
    version = PolicyVersion.objects.create(version="2026.2", document=document, published_at=timezone.now())
    lay_out_for(version)
    batches.derive(DerivationBatch.objects.get().pk)
    assert open_codes(old) == set()
    assert open_codes(shop)
    assert progress_of("2026.2").complete


def test_answers_still_typed_have_their_consequences(old):
    System.objects.filter(pk=old.pk).update(status="retired")
    form = loading.current()
    assert preview(old, form.document, answers_of(rto=HOUR, rpo=HOUR)).strategy == "pilot_light"
