"""From what is known about systems to their profiles and findings."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from django.utils import timezone

from assessments.services.answer_state import set_answer_state
from derivation.services.deriving import derive, preview
from policies.models import PolicyVersion
from questionnaires.services import loading
from recovery.durations import DAY, HOUR, MINUTE
from recovery.policy import DEFAULT_POLICY
from recovery.results import Derived
from systems.models import Dependency, Finding, Profile
from systems.services.staleness import mark_stale
from tests.factories import DependencyFactory, ExerciseFactory, PersonFactory, ProtectionFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db


def profile_of(system) -> Profile:
    return Profile.objects.get(pk=system.pk)


def open_codes(system) -> set[str]:
    return set(Finding.objects.open().filter(system=system).values_list("code", flat=True))


# The table of cases of the method, through the database.
CASES = [
    ("payment platform", 5 * MINUTE, 0, "multi_site", "synchronous", "continuous", 5 * MINUTE, 4),
    ("online store", 15 * MINUTE, 5 * MINUTE, "warm_standby", "asynchronous", "continuous", 5 * MINUTE, 3),
    ("bank ledger", 10 * MINUTE, 10, "warm_standby", "asynchronous", "continuous", 5 * MINUTE, 3),
    ("internal reporting", 8 * HOUR, 24 * HOUR, "backup_restore", "none", "snapshot", 24 * HOUR, 1),
    ("historical archive", 3 * DAY, 7 * DAY, "backup_restore", "none", "snapshot", 7 * DAY, 1),
    ("order intake", HOUR, 30 * MINUTE, "pilot_light", "asynchronous", "continuous", 5 * MINUTE, 2),
    ("land register", 3 * DAY, 0, "pilot_light", "synchronous", "continuous", 5 * MINUTE, 3),
    ("sensor feed", 24 * HOUR, 30, "pilot_light", "asynchronous", "continuous", 5 * MINUTE, 2),
]


def test_the_cases_of_the_method_come_out_as_written():
    systems = {}
    for name, rto, rpo, *_ in CASES:
        systems[name] = SystemFactory(name=name)
        round_of(systems[name], by=PersonFactory(), rto=rto, rpo=rpo)
    derive([system.pk for system in systems.values()])
    for name, rto, rpo, strategy, live, history, interval, tier in CASES:
        profile = profile_of(systems[name])
        found = (profile.rto, profile.rpo, profile.strategy, profile.live_copy, profile.history)
        assert found == (rto, rpo, strategy, live, history), name
        assert (profile.history_interval_seconds, profile.cost_tier) == (interval, tier), name
        assert profile.stale_since is None
        assert profile.record["because"]


def test_the_catalogue_says_what_nobody_was_asked():
    reporting = SystemFactory(data_size_gib=20 * 1024, running_cost=100_000)
    ProtectionFactory(system=reporting, restore_mib_per_s=100)
    round_of(reporting, by=PersonFactory(), rto=24 * HOUR, rpo=24 * HOUR)
    derive([reporting.pk])
    profile = profile_of(reporting)
    assert profile.strategy == "pilot_light"  # the restore alone would take 58 hours
    assert profile.yearly_cost == 25_000


def test_a_system_without_answers_says_so():
    system = SystemFactory()
    derive([system.pk])
    assert profile_of(system).rto_state == "unset"
    assert open_codes(system) == {"objective-unset"}
    assert profile_of(system).blocks == 0, "what nobody has answered is no contradiction"


def test_drafts_do_not_count():
    system = SystemFactory()
    round_of(system, state="open", by=PersonFactory(), rto=HOUR, rpo=HOUR)
    derive([system.pk])
    assert profile_of(system).rto_state == "unset"


def test_the_last_exercise_counts():
    system, needed = SystemFactory(), SystemFactory()
    DependencyFactory(system=system, needs=needed)
    for each in (system, needed):
        round_of(each, by=PersonFactory(), rto=4 * HOUR, rpo=DAY)
    ExerciseFactory(system=needed, performed_on=dt.date(2020, 1, 1), rta_seconds=HOUR)
    ExerciseFactory(system=needed, performed_on=dt.date(2026, 1, 1), rta_seconds=9 * HOUR)
    derive([system.pk, needed.pk])
    assert profile_of(needed).earliest_recovery_seconds == 9 * HOUR


def test_a_change_reaches_what_hangs_on_it_and_nothing_else():
    shop, ledger, bystander = SystemFactory(), SystemFactory(), SystemFactory()
    DependencyFactory(system=shop, needs=ledger)
    for each in (shop, ledger, bystander):
        round_of(each, by=PersonFactory(), rto=8 * HOUR, rpo=DAY)
    derive([shop.pk, ledger.pk, bystander.pk])
    before = profile_of(bystander).derived_at
    round_of_ledger = ledger.assessments.get()
    round_of_ledger.submitted = answers_of(rto=3 * DAY, rpo=DAY)
    round_of_ledger.save()
    mark_stale([ledger.pk])
    derive([ledger.pk])
    assert "dependency-slower" in open_codes(shop)
    assert profile_of(bystander).derived_at == before


def test_transactions_that_are_shared_are_compared():
    one, other = SystemFactory(), SystemFactory()
    DependencyFactory(system=one, needs=other, kind=Dependency.Kind.SHARES_TRANSACTIONS)
    round_of(one, by=PersonFactory(), rto=DAY, rpo=HOUR)
    round_of(other, by=PersonFactory(), rto=DAY, rpo=DAY)
    derive([one.pk, other.pk])
    assert "rpo-mismatch" in open_codes(one)


def test_a_finding_keeps_its_identity():
    system = SystemFactory()
    round_ = round_of(system, by=PersonFactory(), rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([system.pk])
    first = Finding.objects.get(system=system, code="rto-exceeds-mtd")
    assert first.resolved_at is None
    assert first.offers

    round_.submitted = answers_of(rto=2 * HOUR, rpo=DAY, mtd=4 * HOUR)
    round_.save()
    mark_stale([system.pk])
    derive([system.pk])
    gone = Finding.objects.get(pk=first.pk)
    assert gone.resolved_at is not None
    assert first.first_seen_at <= gone.last_seen_at < gone.resolved_at

    round_.submitted = answers_of(rto=12 * HOUR, rpo=DAY, mtd=4 * HOUR)
    round_.save()
    mark_stale([system.pk])
    derive([system.pk])
    back = Finding.objects.get(pk=first.pk)
    assert back.resolved_at is None
    assert back.first_seen_at == first.first_seen_at
    assert back.last_seen_at is None
    assert back.read["rto"] == 12 * HOUR


def test_what_did_not_change_is_not_written_again():
    system = SystemFactory()
    round_of(system, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    derive([system.pk])
    Profile.objects.filter(pk=system.pk).update(record={"untouched": True})
    mark_stale([system.pk])
    derive([system.pk])
    assert profile_of(system).record == {"untouched": True}
    assert profile_of(system).stale_since is None


def test_a_system_that_is_not_stale_is_left_alone(django_assert_num_queries):
    system = SystemFactory()
    derive([system.pk])
    with django_assert_num_queries(1):
        derive([system.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(django_assert_num_queries, count):
    systems = SystemFactory.create_batch(count)
    for system in systems:
        round_of(system, by=PersonFactory(), rto=HOUR, rpo=DAY, mtd=HOUR)
        ProtectionFactory(system=system)
    for one, other in itertools.pairwise(systems):
        DependencyFactory(system=one, needs=other)
    with django_assert_num_queries(30):
        derive([system.pk for system in systems])


def test_a_system_that_is_gone_meanwhile_holds_up_no_other_and_leaves_nothing():
    gone, there = SystemFactory(), SystemFactory()
    for each in (gone, there):
        round_of(each, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    pk = gone.pk
    gone.delete()
    derive([pk, there.pk, 10**9])
    assert profile_of(there).strategy == "pilot_light"
    assert profile_of(there).stale_since is None
    assert list(Profile.objects.values_list("pk", flat=True)) == [there.pk]
    assert not Finding.objects.exclude(system=there).exists()


def test_the_policy_in_force_is_used_and_named():
    document = DEFAULT_POLICY.to_document() | {"strategies": DEFAULT_POLICY.to_document()["strategies"][:1]}
    system = SystemFactory()
    round_of(system, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    PolicyVersion.objects.create(version="unpublished", document={})
    PolicyVersion.objects.create(version="2027", document=document, published_at=timezone.now())
    derive([system.pk])
    assert profile_of(system).policy_version == "2027"
    assert profile_of(system).strategy == ""


def test_a_preview_writes_nothing_and_knows_the_neighbours():
    shop, ledger = SystemFactory(), SystemFactory()
    DependencyFactory(system=shop, needs=ledger)
    round_of(ledger, by=PersonFactory(), rto=3 * DAY, rpo=DAY)
    seen = preview(shop, loading.current().document, answers_of(rto=HOUR, rpo=DAY))
    assert isinstance(seen, Derived)
    assert seen.strategy == "pilot_light"
    assert "dependency-slower" in {finding.code for finding in seen.findings}
    assert profile_of(shop).derived_at is None


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        ("open", {}, "asked"),
        ("open", {"rto": HOUR}, "answering"),
        ("submitted", {"rto": HOUR}, "in_review"),
        ("returned", {"rto": HOUR}, "returned"),
        ("approved", {"rto": HOUR}, "approved"),
        ("closed", {"rto": HOUR}, "not_asked"),
    ],
)
def test_the_answer_state_follows_the_newest_round(state, facts, expected):
    system, other = SystemFactory(), SystemFactory()
    round_of(system, state=state, by=PersonFactory(), **facts)
    set_answer_state([system.pk, other.pk])
    assert profile_of(system).answer_state == expected
    assert profile_of(other).answer_state == "not_asked"


@pytest.mark.parametrize(("name", "seconds"), [("rto", 5 * HOUR), ("rpo", 25 * HOUR)])
def test_an_objective_that_changes_nothing_else_is_written_all_the_same(name, seconds):
    """The plan stays as it was; the catalogue has to show what the owner says now."""
    system = SystemFactory()
    given = {"rto": 5 * HOUR + 60, "rpo": 25 * HOUR + 60}
    round_ = round_of(system, by=PersonFactory(), **given)
    derive([system.pk])
    round_.submitted = answers_of(**{**given, name: seconds})
    round_.save()
    mark_stale([system.pk])
    derive([system.pk])
    assert getattr(profile_of(system), f"{name}_seconds") == seconds
