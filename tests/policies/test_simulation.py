"""What a draft would change is what deriving with both policies says, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from derivation.services.facts import read_facts
from policies import tasks
from policies.models import PolicySimulation, SimulatedChange
from policies.presenters.simulation import signed
from policies.services import in_force as policies
from policies.services.simulation import policy_of
from recovery.derivation import derive
from recovery.durations import DAY, HOUR, MINUTE
from recovery.policy import DEFAULT_POLICY
from systems.models import Profile, System
from tests.factories import DependencyFactory, ExerciseFactory, PersonFactory, ProtectionFactory, SystemFactory
from tests.pages.counted import Counts, disagreements
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    """Systems of every strategy, some with a cost, some tested, one retired, one nobody answered for."""
    today = timezone.localdate()
    wanted = [(HOUR, HOUR, 100_000), (HOUR, 5 * MINUTE, None), (8 * HOUR, DAY, 50_000), (5 * MINUTE, 0, 200_000)]
    systems = [SystemFactory(running_cost=cost) for _, _, cost in wanted]
    for system, (rto, rpo, _) in zip(systems, wanted, strict=True):
        round_of(system, by=PersonFactory(), rto=rto, rpo=rpo, mtd=DAY)
        ProtectionFactory(system=system, strategy="pilot_light", history="snapshot", interval_seconds=HOUR)
    for at, days in ((0, 200), (2, 20)):
        for kind in ("failover", "data_restore"):
            ExerciseFactory(system=systems[at], kind=kind, performed_on=today - timedelta(days=days), rta_seconds=HOUR)
    DependencyFactory(system=systems[2], needs=systems[0])
    retired = SystemFactory(status=System.Status.RETIRED)
    round_of(retired, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    return [*systems, retired, SystemFactory()]


def test_it_says_what_deriving_with_both_policies_says(company, draft, simulated):
    simulation = simulated(draft)
    known = read_facts([system.pk for system in company], today=timezone.localdate())
    before = derive(known.systems.values(), known.dependencies, policies.current(), offers=False)
    after = derive(known.systems.values(), known.dependencies, policy_of(draft), offers=False)
    expected = {}
    for system in company:
        if system.status == "retired":
            continue
        old, new = before[system.key], after[system.key]
        codes = [{finding.code for finding in each.findings} for each in (old, new)]
        seen = [
            (each.strategy or "", each.live_copy or "", each.history.interval if each.history else None,
             each.recovery_time, each.data_recovery_time, each.cost_tier, each.yearly_cost)
            for each in (old, new)
        ]  # fmt: skip
        if seen[0] != seen[1] or codes[0] != codes[1]:
            expected[system.pk] = (*seen, codes[0] - codes[1], codes[1] - codes[0])
    found = {
        change.system_id: (
            (change.strategy_before, change.copy_before, change.interval_before,
             change.back_before, change.data_back_before, change.tier_before, number(change.cost_before)),
            (change.strategy_after, change.copy_after, change.interval_after,
             change.back_after, change.data_back_after, change.tier_after, number(change.cost_after)),
            set(change.goes.split()),
            set(change.comes.split()),
        )
        for change in simulation.changes.all()
    }  # fmt: skip
    assert found == expected
    assert len(expected) >= 2
    in_use = [system.key for system in company if system.status != "retired"]
    result = simulation.result
    assert result["systems"] == len(in_use)
    assert result["strategies"] == sum(before[key].strategy != after[key].strategy for key in in_use)
    assert result["tiers"] == sum(before[key].cost_tier != after[key].cost_tier for key in in_use)
    for place, each in enumerate((before, after)):
        costs = [each[key].yearly_cost for key in in_use if each[key].yearly_cost is not None]
        assert (result["cost"][place], result["known"][place]) == (sum(costs), len(costs))


def test_every_count_leads_to_exactly_what_it_counts(architect, sign_in, company, draft, simulated):
    address = reverse("policies:simulation", args=[simulated(draft).pk])
    client = sign_in(architect)

    def fetch(url: str) -> str:
        return client.get(url).content.decode()

    links = Counts(fetch(address)).links
    assert {parse_qs(urlsplit(each.url).query)["show"][0] for each in links} >= {"strategy", "tier", "plan", "comes"}
    assert not list(disagreements(fetch, [address]))


def number(value):
    return None if value is None else float(value)


def test_nothing_is_changed_by_it(company, draft, simulated):
    before = list(Profile.objects.order_by("pk").values())
    simulated(draft)
    assert list(Profile.objects.order_by("pk").values()) == before
    draft.refresh_from_db()
    assert draft.published_at is None


def test_the_page_tells_the_numbers_and_the_systems(architect, sign_in, company, draft, simulated):
    simulation = simulated(draft)
    client = sign_in(architect)
    address = reverse("policies:simulation", args=[simulation.pk])
    page = client.get(address).content.decode()
    assert company[0].name in page
    assert company[4].name not in page
    assert "Not tested for too long" in page
    only = client.get(address, {"show": "comes", "code": "never-tested"}).content.decode()
    assert company[0].name in only
    assert company[1].name not in only
    plans = client.get(address, {"show": "plan"}).content.decode()
    assert plans.count('<th scope="row"><a href="/systems/') == simulation.result["plans"]
    assert "No system changes" in client.get(address, {"show": "goes", "code": "<script>"}).content.decode()
    assert client.get(address, {"page": "999"}).status_code == 200


@pytest.mark.parametrize(("factor", "wanted"), [(2, "10,000\u00a0€ more"), (0.5, "5,000\u00a0€ less"), (1, "the same")])
def test_the_page_tells_whether_it_costs_more_or_less(architect, sign_in, draft, simulated, factor, wanted):
    """A fifth of 50,000 a year is what pilot light costs without its live copy; the draft says another share."""
    round_of(SystemFactory(running_cost=50_000), by=PersonFactory(), rto=HOUR, rpo=HOUR, mtd=DAY)
    document = DEFAULT_POLICY.to_document()
    document["strategies"][1]["share"] *= factor
    type(draft).objects.filter(pk=draft.pk).update(document=document)
    draft.refresh_from_db()
    address = reverse("policies:simulation", args=[simulated(draft).pk])
    assert f"<small>{wanted}, 1 systems with known cost" in sign_in(architect).get(address).content.decode()


@pytest.mark.parametrize(
    ("amount", "words"),
    [(1200, "1,200\u00a0€ more"), (-1200, "1,200\u00a0€ less"), (0.4, "the same"), (-0.4, "the same")],
)
def test_a_difference_says_its_direction(amount, words):
    assert signed(amount, "EUR") == words


def test_asked_twice_it_is_worked_out_once(architect, sign_in, draft, simulated, published):
    first = simulated(draft)
    assert simulated(draft).pk == first.pk
    assert PolicySimulation.objects.count() == 1


def test_while_it_is_worked_out_the_page_says_how_far_it_is(architect, sign_in, draft):
    client = sign_in(architect)
    client.post(reverse("policies:simulate", args=[draft.pk]))
    simulation = PolicySimulation.objects.get()
    address = reverse("policies:simulation", args=[simulation.pk])
    assert "about to begin" in client.get(address).content.decode()
    now = timezone.now()
    PolicySimulation.objects.update(state="held", begun_at=now, seen_at=now, done=1000, total=10_000)
    page = client.get(address).content.decode()
    assert "1,000 of 10,000" in page or "1000 of 10000" in page
    assert "Look again" in page
    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "simulation"})
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part
    PolicySimulation.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert "Nothing has moved for some minutes" in client.get(address).content.decode()
    tasks.sweep()
    tasks.simulate(simulation.pk)
    done = client.get(address, headers={"HX-Request": "true", "HX-Target": "simulation"})
    assert done["HX-Refresh"] == "true"


def test_a_failure_is_shown_and_can_be_tried_again(architect, sign_in, draft):
    client = sign_in(architect)
    ask = reverse("policies:simulate", args=[draft.pk])
    client.post(ask)
    simulation = PolicySimulation.objects.get()
    type(draft).objects.filter(pk=draft.pk).update(document={"headroom": 7})
    tasks.simulate(simulation.pk)
    page = client.get(reverse("policies:simulation", args=[simulation.pk])).content.decode()
    assert "could not be worked out" in page
    assert "policy headroom: 7 will not do" in page
    type(draft).objects.filter(pk=draft.pk).update(document=DEFAULT_POLICY.to_document())
    client.post(ask)
    assert PolicySimulation.objects.count() == 2


def test_a_draft_that_changed_meanwhile_is_not_told_about(architect, sign_in, draft, simulated):
    sign_in(architect).post(reverse("policies:simulate", args=[draft.pk]))
    simulation = PolicySimulation.objects.get()
    type(draft).objects.filter(pk=draft.pk).update(revision=2)
    tasks.simulate(simulation.pk)
    simulation.refresh_from_db()
    assert "changed meanwhile" in simulation.error
    assert simulation.result == {}


def test_one_that_is_silent_is_taken_up_again_and_three_times_at_most(architect, sign_in, draft, published):
    sign_in(architect).post(reverse("policies:simulate", args=[draft.pk]))
    long_ago = timezone.now() - timedelta(minutes=10)
    PolicySimulation.objects.update(due_at=long_ago)
    simulation = PolicySimulation.objects.get()
    tasks.sweep()
    assert ("policies.simulate", [simulation.pk]) in published()
    PolicySimulation.objects.update(state="held", seen_at=long_ago, interruptions=2)
    tasks.sweep()
    simulation.refresh_from_db()
    assert simulation.error
    assert simulation.ended_at


def test_taken_up_again_it_counts_nothing_twice(company, draft, simulated):
    simulation = simulated(draft)
    count, result = SimulatedChange.objects.count(), simulation.result
    PolicySimulation.objects.update(state="held", seen_at=timezone.now() - timedelta(minutes=10))
    tasks.sweep()
    tasks.simulate(simulation.pk)
    simulation.refresh_from_db()
    assert (SimulatedChange.objects.count(), simulation.result) == (count, result)


def test_a_system_that_cannot_be_read_is_left_out_and_said(architect, sign_in, company, draft, simulated):
    round_ = company[0].assessments.get()
    round_.submitted = {"rto": "not an answer"}
    round_.save()
    simulation = simulated(draft)
    assert simulation.result["unreadable"] == 1
    page = sign_in(architect).get(reverse("policies:simulation", args=[simulation.pk])).content.decode()
    assert "1 system is left out" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(architect, sign_in, draft, simulated, count, django_assert_num_queries):
    for _ in range(count):
        round_of(SystemFactory(running_cost=1000), by=PersonFactory(), rto=HOUR, rpo=HOUR)
    client = sign_in(architect)
    client.post(reverse("policies:simulate", args=[draft.pk]))
    simulation = PolicySimulation.objects.get()
    with django_assert_num_queries(27):
        tasks.simulate(simulation.pk)
    with django_assert_num_queries(7):
        client.get(reverse("policies:simulation", args=[simulation.pk]))
