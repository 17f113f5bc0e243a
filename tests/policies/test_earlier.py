"""Policies of 2026.1, as databases hold them: shown, taken as a start, and replaced with its consequences seen."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from derivation.services import deriving
from policies import tasks
from policies.models import PolicySimulation, PolicyVersion
from policies.services import in_force
from presentation.contradictions import title_of
from recovery.durations import DAY, HOUR, MINUTE
from recovery.policy import DEFAULT_POLICY, Policy
from systems.models import Profile, System
from tests.factories import PersonFactory, ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of
from tests.policies.earlier import earlier_document

pytestmark = pytest.mark.django_db
TAKE = "Take the defaults of 2026.2"


def words(response) -> str:
    return read(response.content.decode())


def read(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.fixture
def earlier() -> PolicyVersion:
    return PolicyVersion.objects.create(
        version="2026.1", document=earlier_document(headroom=0.75), published_at=timezone.now()
    )


@pytest.fixture
def company(earlier) -> dict[str, System]:
    """Derived under the policy of then: two that the new defaults make need more, and one that keeps its plan."""
    wanted = {
        "counter": (30 * MINUTE, HOUR, 100_000),
        "ledger": (5 * MINUTE, 10, 200_000),
        "reports": (8 * HOUR, DAY, 50_000),
    }
    systems = {key: SystemFactory(key=key, running_cost=cost) for key, (_rto, _rpo, cost) in wanted.items()}
    for key, (rto, rpo, _cost) in wanted.items():
        round_of(systems[key], by=PersonFactory(), rto=rto, rpo=rpo, mtd=2 * DAY)
    ProtectionFactory(system=systems["counter"], strategy="pilot_light", history="snapshot", interval_seconds=HOUR)
    deriving.derive([system.pk for system in systems.values()])
    return systems


def begun(client, start: str) -> PolicyVersion:
    response = client.post(reverse("policies:begin"), {"start": start})
    assert response.status_code == 302
    return PolicyVersion.objects.drafts().first()


def test_it_is_shown_as_what_it_said(architect, sign_in, earlier):
    client = sign_in(architect)
    for name, arguments in (("policy", []), ("version", [earlier.pk])):
        page = words(client.get(reverse(f"policies:{name}", args=arguments)))
        assert "Pilot light" in page
        assert "30 minutes needs a person; doing: 30 minutes" in page
        assert "4 hours and the time to copy the data back" in page
        assert "People begin to act at once." in page
        assert "75 %" in page


def test_its_defaults_are_offered_where_others_are_in_force(architect, manager, sign_in, earlier):
    address = reverse("policies:policy")
    page = words(sign_in(architect).get(address))
    assert "from before a policy could tell noticing, deciding, doing and live copies apart" in page
    assert TAKE in page
    assert TAKE not in words(sign_in(manager).get(address))
    document = DEFAULT_POLICY.to_document() | {"headroom": 0.7}
    newer = PolicyVersion.objects.create(version="2026.9", document=document, published_at=timezone.now())
    page = words(sign_in(architect).get(address))
    assert TAKE in page
    assert "from before a policy could tell" not in page
    PolicyVersion.objects.filter(pk=newer.pk).update(document=in_force.default().to_document())
    assert TAKE not in words(sign_in(architect).get(address))


def test_nothing_is_offered_where_the_defaults_are_in_force(architect, sign_in):
    assert TAKE not in words(sign_in(architect).get(reverse("policies:policy")))


def test_a_draft_begins_with_it_and_changes_nothing_by_itself(architect, sign_in, earlier, form_of, save):
    client = sign_in(architect)
    draft = begun(client, "2026.1")
    assert "Nothing yet: the draft says what is in force." in words(
        client.get(reverse("policies:draft", args=[draft.pk]))
    )
    edit = client.get(reverse("policies:edit", args=[draft.pk]))
    assert "Back at best: 30 minutes." in words(edit)
    assert save(client, draft, form_of(draft, note="Only the words")).status_code == 302
    draft.refresh_from_db()
    before = Policy.from_document(earlier.document)
    assert [row.doing_time for row in Policy.from_document(draft.document).strategies] == [4 * HOUR, 1800, 300, 0]
    assert Policy.from_document(draft.document).by_price == before.by_price


def test_a_draft_that_was_stored_then_is_changed_and_saved(architect, sign_in, form_of, save):
    draft = PolicyVersion.objects.create(version="draft-1", document=earlier_document(), created_by=architect)
    client = sign_in(architect)
    changes = words(client.get(reverse("policies:draft", args=[draft.pk])))
    assert "Pilot light: back at best after 1 hour 30 minutes" in changes
    assert "Time until somebody notices 10 minutes none" in changes
    assert "Synchronous live copy: adds to the cost 10 % 0 %" in changes
    assert "Synchronous live copy: cost tier 3 4" in changes
    assert save(client, draft, form_of(draft, detection_time="10 min")).status_code == 302
    draft.refresh_from_db()
    policy = Policy.from_document(draft.document)
    assert (policy.detection_time, policy.declaration_time, policy.dns_ttl) == (600, 0, 0)
    assert "live_copy_below" not in draft.document


@pytest.mark.parametrize("start", ["2025.1", "draft-1", "9" * 400, "\x00", "<script>"])
def test_a_draft_begins_with_no_version_that_is_not_there(architect, sign_in, draft, start):
    assert sign_in(architect).post(reverse("policies:begin"), {"start": start}).status_code == 404
    assert PolicyVersion.objects.count() == 1


def test_taking_the_new_defaults_shows_what_changes_before_it_binds(architect, sign_in, company):
    """Noticing and deciding count from now on, so 30 minutes are no longer within reach of pilot light."""
    client = sign_in(architect)
    assert Profile.objects.get(system=company["counter"]).strategy == "pilot_light"
    draft = begun(client, "method")
    changes = words(client.get(reverse("policies:draft", args=[draft.pk])))
    assert "Share of the bearable time a plan may use 75 % 80 %" in changes
    assert "Time until somebody notices none 10 minutes" in changes
    assert "Pilot light: back at best after 30 minutes 1 hour" in changes
    assert "Warm standby: share of running cost 55 % 50 %" in changes
    assert "Asynchronous live copy: adds to the cost 0 % 5 %" in changes
    client.post(reverse("policies:simulate", args=[draft.pk]))
    simulation = PolicySimulation.objects.get()
    tasks.simulate(simulation.pk)
    response = client.get(reverse("policies:simulation", args=[simulation.pk]))
    rows = {key: row_of(response, system) for key, system in company.items()}
    assert "Pilot light → Warm standby" in rows["counter"]
    assert "25,000 € → 55,000 €" in rows["counter"]
    assert f"+ comes: {title_of('strategy-misses-objective')}" in rows["counter"]
    assert "Warm standby → Multi-site" in rows["ledger"]
    assert "110,000 € → 210,000 €" in rows["ledger"]
    assert rows["reports"] == ""
    page = words(response)
    assert "140,000 € → 270,000 €" in page
    comes = page.split("Contradictions that come")[1].split("Contradictions that go")[0]
    assert title_of("strategy-misses-objective") in comes
    confirm = words(client.get(reverse("policies:publish", args=[draft.pk])))
    assert "2 of 3 systems get another plan." in confirm
    client.post(reverse("policies:publish", args=[draft.pk]), {"revision": draft.revision})
    assert in_force.current().strategies == DEFAULT_POLICY.strategies
    assert in_force.current().copies == DEFAULT_POLICY.copies


def row_of(response, system: System) -> str:
    """What the table of systems says about one; empty where it is not in it."""
    rows = re.findall(r"<tr>.*?</tr>", response.content.decode(), flags=re.S)
    found = [row for row in rows if f"/systems/{system.key}/" in row]
    return read(" ".join(found))


def test_other_copies_of_the_data_are_said_where_the_strategy_stays(architect, sign_in, company):
    client = sign_in(architect)
    draft = begun(client, "2026.1")
    document = Policy.from_document(draft.document).to_document() | {"shortest_snapshot": 13 * HOUR}
    document["copies"][1]["best_point"] = 2 * HOUR
    PolicyVersion.objects.filter(pk=draft.pk).update(document=document)
    client.post(reverse("policies:simulate", args=[draft.pk]))
    simulation = PolicySimulation.objects.get()
    tasks.simulate(simulation.pk)
    response = client.get(reverse("policies:simulation", args=[simulation.pk]), {"show": "plan"})
    assert "copies of the past: Every 24 hours → Every 5 minutes" in row_of(response, company["reports"])
    assert "Asynchronous live copy → Synchronous live copy" in row_of(response, company["counter"])


def test_a_plan_that_takes_longer_is_another_plan(architect, sign_in, company):
    """The same strategy for the same money, and back an hour later: that is no draft under which nothing changes."""
    client = sign_in(architect)
    draft = begun(client, "2026.1")
    slower = Policy.from_document(draft.document).to_document() | {"detection_time": HOUR, "declaration_time": 0}
    PolicyVersion.objects.filter(pk=draft.pk).update(document=slower)
    client.post(reverse("policies:simulate", args=[draft.pk]))
    simulation = PolicySimulation.objects.get()
    tasks.simulate(simulation.pk)
    response = client.get(reverse("policies:simulation", args=[simulation.pk]), {"show": "plan"})
    row = row_of(response, company["reports"])
    assert "site lost, back after: 4 hours → 5 hours" in row
    assert "data destroyed, back after: 4 hours → 5 hours" in row
    # What goes on by itself is back as before; its data take somebody who notices.
    assert "site lost" not in row_of(response, company["ledger"])
    assert "data destroyed, back after:" in row_of(response, company["ledger"])
