"""Reading with a token: the person's own querysets, the token's scopes, and problems for all else."""

from __future__ import annotations

import pytest
from django.db.models import F

from accounts.models import User
from api.actions.tokens import end_token, rotate_token
from api.presenters.systems import ProtectionOut
from systems.models import Protection, System
from tests.api.bearing import bearer
from tests.factories import (
    BusinessUnitFactory,
    DependencyFactory,
    ExerciseFactory,
    PersonFactory,
    ProtectionFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db
PARTS = ("", "/dependencies", "/exercises", "/profile", "/findings")


def test_each_reads_what_the_pages_show_them(client):
    owner, architect = PersonFactory(roles=["owner"]), PersonFactory(roles=["architect"])
    SystemFactory(key="mine", owner=owner)
    SystemFactory(key="other")
    for person, status in ((owner, 404), (architect, 200), (PersonFactory(), 404)):
        _, headers = bearer(person)
        answers = [client.get(f"/api/v1/systems/other{part}", headers=headers) for part in PARTS]
        assert {each.status_code for each in answers} == {status}
    _, headers = bearer(PersonFactory(roles=["owner"]))
    assert client.get("/api/v1/systems", headers=headers).json()["items"] == []


def test_a_scope_that_is_missing_is_a_problem(client):
    SystemFactory(key="shop")
    _, headers = bearer(PersonFactory(roles=["architect"]), ["plans:read"])
    answer = client.get("/api/v1/systems/shop", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert client.get("/api/v1/systems/shop/profile", headers=headers).status_code == 200


def test_every_page_of_a_list_follows_the_one_before(client):
    keys = [SystemFactory().key for _ in range(5)]
    _, headers = bearer(PersonFactory(roles=["architect"]))
    found, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/api/v1/systems?limit=2&cursor={cursor}", headers=headers).json()
        found, cursor = found + [each["key"] for each in page["items"]], page["next_cursor"]
    assert found == keys


@pytest.mark.parametrize("query", ["tier=9", "cursor=zz", "limit=0", "q=%00", "unit=x"])
def test_what_cannot_be_read_is_named(client, query):
    _, headers = bearer(PersonFactory(roles=["architect"]))
    answer = client.get(f"/api/v1/systems?{query}", headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, query.partition("=")[0])


def test_who_has_read_it_gets_no_body_again(client):
    SystemFactory(key="shop")
    _, headers = bearer(PersonFactory(roles=["architect"]))
    first = client.get("/api/v1/systems/shop", headers=headers)
    again = client.get("/api/v1/systems/shop", headers={**headers, "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("end", ["ended", "rotated", "stopped", "epoch", "over"])
def test_a_token_that_is_over_opens_nothing(client, end):
    person = PersonFactory(roles=["architect"])
    token, headers = bearer(person)
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    if end == "ended":
        end_token(token=token, by=person)
    elif end == "rotated":
        rotate_token(token=token, by=person)
    elif end == "over":
        type(token).objects.update(expires_at=F("created_at"))
    else:
        User.objects.update(**({"is_active": False} if end == "stopped" else {"session_epoch": F("session_epoch") + 1}))
    answer = client.get("/api/v1/me", headers=headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_the_hour_has_an_end(client):
    token, headers = bearer(PersonFactory())
    assert client.get("/api/v1/me", headers=headers)["RateLimit-Remaining"] == "4999"
    type(token).objects.update(used=5_000)
    answer = client.get("/api/v1/me", headers=headers)
    assert (answer.status_code, answer["RateLimit-Remaining"]) == (429, "0")
    assert int(answer["Retry-After"]) > 0


def test_what_is_read_is_what_was_said(client):
    owner = PersonFactory(email="ann@example.org", name="Ann")
    shop = SystemFactory(key="shop", owner=owner, tags="web, shop", business_unit=BusinessUnitFactory(name="Sales"))
    DependencyFactory(system=shop, needs=SystemFactory(key="database"), note="All of it")
    ProtectionFactory(system=shop, interval_seconds=86_400)
    ExerciseFactory(system=shop, rta_seconds=1_200)
    _, headers = bearer(PersonFactory(roles=["architect"]))
    itself, needs, protection, exercises, needed = (
        client.get(f"/api/v1/systems/{address}", headers=headers).json()
        for address in ("shop", "shop/dependencies", "shop/protection", "shop/exercises", "database/dependencies")
    )
    assert (itself["owner"], itself["business_unit"]) == ({"email": "ann@example.org", "name": "Ann"}, "Sales")
    assert (itself["tags"], itself["technical_contact"]) == (["web", "shop"], None)
    assert [(each["key"], each["note"]) for each in needs["needs"]] == [("database", "All of it")]
    assert [each["key"] for each in needed["needed_by"]] == ["shop"]
    assert (protection["interval_seconds"], exercises["items"][0]["rta_seconds"]) == (86_400, 1_200)


@pytest.mark.parametrize("address", ["", "/s0", "/s0/dependencies", "/s0/exercises", "/s0/findings", "/s0/profile"])
def test_more_systems_need_no_more_queries(client, address, django_assert_max_num_queries):
    _, headers = bearer(PersonFactory(roles=["architect"]))

    def counted(most: int) -> int:
        with django_assert_max_num_queries(most) as found:
            assert client.get(f"/api/v1/systems{address}", headers=headers).status_code == 200
        return len(found)

    def add(numbers: range) -> None:
        for number in numbers:
            system = SystemFactory(key=f"s{number}", owner=PersonFactory(), business_unit=BusinessUnitFactory())
            ExerciseFactory(system=system)
            if number:
                DependencyFactory(system_id=first, needs=system)

    add(range(1))
    first = System.objects.get(key="s0").pk
    add(range(1, 3))
    client.get("/api/v1/me", headers=headers)
    few = counted(8)
    add(range(3, 20))
    assert counted(8) == few


def test_the_description_names_every_refusal(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    operations = [each for methods in schema["paths"].values() for each in methods.values()]
    assert all({"401", "403", "404", "405", "422", "429", "500"} <= set(each["responses"]) for each in operations)
    assert {code for each in operations for code in each["responses"] if int(code) < 400} == {"200", "201", "204"}


def test_programs_read_all_that_is_said_of_protection():
    columns = {field.name for field in Protection._meta.fields} - {"system"}
    assert set(ProtectionOut.model_fields) == columns
