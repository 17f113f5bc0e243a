"""Describing, changing and removing scenarios: what is stored, what is refused, and two people at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from recovery.durations import HOUR
from scenarios.actions.scenarios import ScenarioChanged, edit_scenario, remove_scenario
from scenarios.models import Scenario
from tests.factories import BusinessUnitFactory, SystemFactory

pytestmark = pytest.mark.django_db
CREATE = "/scenarios/new/"


@pytest.fixture
def client(sign_in, architect):
    return sign_in(architect)


def trail(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action))


def edit_url(scenario: Scenario) -> str:
    return reverse("scenarios:edit", args=[scenario.pk])


def test_a_new_one(client, architect, typed):
    response = client.post(CREATE, typed(declared_after="1 hour", **{"p1-place": " the  north ", "p1-speed": "12.5"}))
    made = Scenario.objects.get()
    assert response.headers["Location"] == reverse("scenarios:scenario", args=[made.pk])
    assert (made.name, made.kind, made.lost_by, made.lost_name) == ("Madrid", "site", "site", "Madrid")
    assert (made.teams, made.declared_after_seconds, made.version) == (2, HOUR, 1)
    assert made.throughput == {"vault": 60, "the north": 12.5}
    assert made.created_by == architect
    assert [(entry.actor, entry.object_label) for entry in trail("scenario.created")] == [(architect.email, "Madrid")]


@pytest.mark.parametrize(
    ("lost_by", "field", "given", "stored"),
    [
        ("hosting", "hosting", "cloud", "cloud"),
        ("tag", "tag", " card  data ", "card data"),
        ("supplier", "supplier", "Acme", "Acme"),
    ],
)
def test_what_is_lost_by_name(lost_by, field, given, stored, client, typed):
    client.post(CREATE, typed(lost_by=lost_by, **{field: given}))
    made = Scenario.objects.get()
    assert (made.lost_by, made.lost_name, made.lost_keys, made.unit) == (lost_by, stored, [], None)


def test_what_is_lost_as_a_unit_or_one_by_one(client, typed):
    unit = BusinessUnitFactory(name="Sales")
    client.post(CREATE, typed(lost_by="unit", unit=unit.pk))
    SystemFactory(key="shop", name="The shop")
    SystemFactory(key="mail", name="Mail")
    client.post(CREATE, typed(lost_by="systems", systems="the  SHOP\r\n\r\nMAIL\nmail\n"))
    of_unit, of_systems = Scenario.objects.order_by("pk")
    assert (of_unit.unit, of_unit.lost_name) == (unit, "")
    assert of_systems.lost_keys == ["shop", "mail"]
    page = client.get(edit_url(of_systems)).content.decode()
    assert "The shop\nMail</textarea>" in page


def test_names_that_mean_nothing_or_several(client, typed):
    SystemFactory(key="one", name="Same")
    SystemFactory(key="two", name="same")
    SystemFactory(key="old", name="Old", status="retired")
    page = client.post(CREATE, typed(lost_by="systems", systems="Old\n" + "\n".join(f"no {at}" for at in range(9))))
    assert page.status_code == 422
    assert "No system in use has this key or name: Old, no 0, no 1, no 2, no 3…" in page.content.decode()
    page = client.post(CREATE, typed(lost_by="systems", systems="Same"))
    assert "Several systems are called that; write their keys: Same." in page.content.decode()
    client.post(CREATE, typed(lost_by="systems", systems="one"))
    assert "one</textarea>" in client.get(edit_url(Scenario.objects.get())).content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""}, {"name": "x" * 201}, {"kind": "fire"}, {"lost_by": "luck"}, {"lost_by": ""}, {"site": " "},
        {"lost_by": "hosting"}, {"lost_by": "hosting", "hosting": "moon"}, {"lost_by": "systems"}, {"lost_by": "unit"},
        {"lost_by": "unit", "unit": "9" * 30}, {"teams": "0"}, {"teams": ""}, {"teams": "1e9"}, {"teams": "100001"},
        {"declared_after": "soon"}, {"p0-speed": "0"}, {"p0-speed": "-1"}, {"p0-speed": "fast"}, {"p0-speed": "1e99"},
        {"p0-place": "", "p0-speed": "5"}, {"p0-place": "x" * 121}, {"name": "a\0b"}, {"site": "a\0b"},
        {"lost_by": "systems", "systems": "x" * 400_001}, {"lost_by": "systems", "systems": "a\0b"},
    ],
)  # fmt: skip
def test_what_is_refused_is_said_and_kept(changed, client, typed):
    response = client.post(CREATE, typed(**changed))
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Scenario.objects.exists()


def test_nothing_at_all(client):
    assert client.post(CREATE, {}).status_code == 422
    assert client.post(CREATE, {"do": "up:p9"}).status_code == 200


def test_what_does_not_count_stands_in_nobodys_way(client, typed):
    client.post(CREATE, typed(systems="nobody knows this", hosting="moon"))
    assert Scenario.objects.get().lost_name == "Madrid"


def test_ten_thousand_names_are_looked_up_together(client, typed, django_assert_max_num_queries):
    SystemFactory(key="shop", name="The shop")
    with django_assert_max_num_queries(30):
        client.post(CREATE, typed(lost_by="systems", systems="shop\n" * 10_000))
    assert Scenario.objects.get().lost_keys == ["shop"]


def test_rows_are_added_without_a_script(client, typed):
    response = client.post(CREATE, typed(do="add", name="", **{"p1-place": "north"}))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="p2-place"' in page
    assert 'value="north"' in page
    assert 'role="alert"' not in page
    full = client.post(CREATE, typed(do="add", row=[f"p{at}" for at in range(30)])).content.decode()
    assert 'name="p30-place"' not in full
    assert 'value="add"' not in full


def test_places_of_the_catalogue_are_offered(scenario, client):
    assert 'value="vault"' in client.get(CREATE).content.decode()


def as_stored(scenario: Scenario, typed, **changed):
    return typed(name=scenario.name, teams=scenario.teams, version=scenario.version, declared_after="30 min") | changed


def test_a_change(scenario, client, typed):
    response = client.post(edit_url(scenario), as_stored(scenario, typed, teams="5"))
    assert response.status_code == 302
    changed = Scenario.objects.get()
    assert (changed.teams, changed.version) == (5, 2)
    entry = trail("scenario.edited")[0]
    assert entry.detail["changes"]["teams"] == [1, 5]
    assert entry.detail["fields"] == "teams that can work side by side"


def test_nothing_changed_is_no_change(scenario, client, typed):
    client.post(edit_url(scenario), as_stored(scenario, typed))
    assert Scenario.objects.get().version == 1
    assert not trail("scenario.edited")


def test_two_editors_at_once(scenario, client, typed):
    """The second sees both, and decides."""
    client.post(edit_url(scenario), as_stored(scenario, typed, teams="5"))
    second = as_stored(scenario, typed, name="Mine", **{"p0-speed": "70"})
    response = client.post(edit_url(scenario), second)
    page = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert "Somebody changed this meanwhile." in page
    assert "vault: 70" in page
    assert 'value="Mine"' in page
    stored = Scenario.objects.get()
    assert (stored.name, stored.teams) == ("Madrid is lost", 5)
    assert client.post(edit_url(scenario), second | {"version": stored.version}).status_code == 302
    stored = Scenario.objects.get()
    assert (stored.name, stored.teams, stored.throughput) == ("Mine", 1, {"vault": 70})


def test_without_a_version_nothing_is_overwritten(scenario, client, typed):
    assert client.post(edit_url(scenario), as_stored(scenario, typed, name="Mine", version="")).status_code == 409
    assert Scenario.objects.get().name == "Madrid is lost"


def test_it_is_changed_once_by_two_at_the_same_moment(scenario, architect):
    """Both forms were opened at version 1; whoever comes second changes nothing."""
    values = {"name": "First"}
    edit_scenario(scenario=scenario, version=1, by=architect, values=values)
    for version in (1, 7):
        with pytest.raises(ScenarioChanged):
            edit_scenario(scenario=scenario, version=version, by=architect, values={"name": "Second"})
    remove_scenario(scenario=scenario, by=architect)
    remove_scenario(scenario=scenario, by=architect)
    with pytest.raises(ScenarioChanged):
        edit_scenario(scenario=scenario, version=2, by=architect, values=values)
    assert [entry.action for entry in AuditEntry.objects.filter(action__startswith="scenario.").order_by("id")] == [
        "scenario.edited", "scenario.removed",
    ]  # fmt: skip


def test_a_row_is_added_to_what_is_stored(scenario, client, typed):
    page = client.post(edit_url(scenario), as_stored(scenario, typed, do="add")).content.decode()
    assert 'name="p2-place"' in page
    assert Scenario.objects.get().version == 1


def test_removed(scenario, client):
    address = reverse("scenarios:remove", args=[scenario.pk])
    assert "Remove “Madrid is lost”?" in client.get(address).content.decode()
    assert Scenario.objects.exists()
    assert client.post(address).headers["Location"] == "/scenarios/"
    assert not Scenario.objects.exists()
    assert [entry.detail["name"] for entry in trail("scenario.removed")] == ["Madrid is lost"]
    assert client.post(address).status_code == 404


def test_a_system_says_where_it_runs(client, company, sign_in):
    page = client.get("/systems/ledger/").content.decode()
    assert "Madrid" in page
    assert "vault" in page
    form = client.get("/systems/ledger/edit/").content.decode()
    assert 'name="site" value="Madrid"' in form
