"""Writing with a token: the actions of the pages, held against the state that was read, and done once."""

from __future__ import annotations

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import AuditEntry, User
from api.models import KeptAnswer
from systems.models import Dependency, Exercise, Profile, Protection, System
from tests.api.bearing import Program
from tests.factories import ExerciseFactory, PersonFactory, ProtectionFactory, SystemFactory

pytestmark = pytest.mark.django_db
WHOLE = {
    "name": "Web shop", "key": "shop", "type": "application", "purpose": "Sells.", "data_kinds": "Orders",
    "status": "planned", "tags": ["web", "shop"], "business_unit": "Sales", "owner": "ann@example.org",
    "technical_contact": None, "hosting": "cloud", "site": "Berlin", "supplier": "Acme",
    "supplier_rto_seconds": 3_661, "supplier_rpo_seconds": 0, "data_size_gib": "12.50", "running_cost": "120000.00",
    "recovery_budget": None,
}  # fmt: skip


@pytest.fixture
def program(architect) -> Program:
    return Program(architect)


def problem_of(answer) -> tuple[int, list[str]]:
    return answer.status_code, [each["field"] for each in answer.json().get("errors", [])]


def test_a_system_is_what_was_said_and_the_trail_tells(program, architect):
    answer = program.post("systems", {**WHOLE, "add_people": True})
    assert answer.status_code == 201
    read = program.get("systems/shop")
    assert (answer.json(), answer["ETag"]) == (read.json(), read["ETag"])
    said = {name: value for name, value in WHOLE.items() if name != "owner"}
    assert {name: read.json()[name] for name in said} == said
    assert (read.json()["owner"], read.json()["version"]) == ({"email": "ann@example.org", "name": ""}, 1)
    assert User.objects.get(email="ann@example.org").roles == {"owner"}
    assert Profile.objects.filter(system__key="shop").exists()
    told = AuditEntry.objects.filter(action="system.created").get()
    assert (told.actor, told.object_label) == (architect.email, "Web shop")
    call_command("audit_verify")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "x", "key": "Big"}, "key"),
        ({"name": "x", "key": "new"}, "key"),
        ({"name": "x", "key": "there"}, "key"),
        ({"name": "x", "owner": "nobody@example.org"}, "owner"),
        ({"name": "x", "owner": "No Body"}, "owner"),
        ({"name": "x", "supplier_rto_seconds": -1}, "supplier_rto_seconds"),
        ({"name": "x", "supplier_rto_seconds": 10**12}, "supplier_rto_seconds"),
        ({"name": "x", "running_cost": "NaN"}, "running_cost"),
        ({"name": "x", "running_cost": True}, "running_cost"),
        ({"name": "x", "supplier_rto_seconds": True}, "supplier_rto_seconds"),
        ({"name": "x", "supplier_rto_seconds": "60"}, "supplier_rto_seconds"),
        ({"name": "x", "add_people": "yes"}, "add_people"),
        ({"name": "x", "tags": ["a,b"]}, "0"),
        ({"name": "x", "purpose": "x" * 2_001}, "purpose"),
        ({"name": "x", "status": "retired"}, "status"),
        ({"name": "x", "naem": "y"}, "naem"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_made(program, said, field):
    SystemFactory(key="there")
    assert problem_of(program.post("systems", said)) == (422, [field])
    assert System.objects.count() == 1


def test_a_change_needs_the_state_that_was_read(program):
    SystemFactory(key="shop", name="Shop", site="Bonn")
    read = program.get("systems/shop")["ETag"]
    assert program.ask("PATCH", "systems/shop", {"site": "Berlin"}).status_code == 428
    for stale in ('"x"', f"W/{read}", "nonsense"):
        assert program.ask("PATCH", "systems/shop", {"site": "Berlin"}, If_Match=stale).status_code == 412
    changed = program.ask("PATCH", "systems/shop", {"site": "Berlin"}, If_Match=f'"other", {read}')
    assert (changed.status_code, changed.json()["site"], changed.json()["name"]) == (200, "Berlin", "Shop")
    assert program.ask("PATCH", "systems/shop", {"site": "Rome"}, If_Match=read).status_code == 412
    assert program.ask("PATCH", "systems/shop", {"site": "Rome"}, If_Match=changed["ETag"]).status_code == 200
    told = AuditEntry.objects.filter(action="system.edited").values_list("detail", flat=True)
    assert [each["changes"] for each in told] == [{"site": ["Berlin", "Rome"]}, {"site": ["Bonn", "Berlin"]}]


def test_a_change_touches_what_it_names_and_nothing_else(program):
    """Not even where what stands there could not be said today: its owner has left."""
    gone = PersonFactory(is_active=False)
    shop = SystemFactory(key="shop", owner=gone, tags="web, shop", running_cost=10)
    changed = program.change("PATCH", "systems/shop", {"business_unit": "Sales", "tags": []})
    assert changed.status_code == 200, changed.json()
    shop.refresh_from_db()
    assert (shop.owner, shop.tags, shop.business_unit.name, shop.running_cost) == (gone, "", "Sales", 10)
    assert program.change("PATCH", "systems/shop", {"owner": None}).json()["owner"] is None
    assert problem_of(program.change("PATCH", "systems/shop", {"owner": gone.email})) == (422, ["owner"])
    assert problem_of(program.change("PATCH", "systems/shop", {"key": "other"})) == (422, ["key"])


def test_retired_and_brought_back(program):
    SystemFactory(key="shop")
    for verb, status in (("retire", "retired"), ("bring-back", "live")):
        assert program.ask("POST", f"systems/shop/{verb}").status_code == 428
        assert program.ask("POST", f"systems/shop/{verb}", If_Match='"old"').status_code == 412
        for _ in range(2):
            assert program.change("POST", f"systems/shop/{verb}", of="systems/shop").json()["status"] == status
    actions = AuditEntry.objects.filter(object_type="system").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["system.retired", "system.brought_back"]


def test_what_it_needs(program):
    SystemFactory(key="shop")
    SystemFactory(key="database", name="Orders")
    made = program.post("systems/shop/dependencies", {"needs": "Orders", "note": "All of it"})
    assert (made.status_code, made.json()["key"], made.json()["kind"]) == (201, "database", "hard")
    assert program.get("systems/shop/dependencies").json()["needs"] == [made.json()]
    assert program.post("systems/shop/dependencies", {"needs": "database"}).status_code == 409
    assert problem_of(program.post("systems/shop/dependencies", {"needs": "shop"})) == (422, ["needs"])
    assert problem_of(program.post("systems/shop/dependencies", {"needs": "nothing"})) == (422, ["needs"])
    there = f"systems/shop/dependencies/{made.json()['id']}"
    assert program.ask("DELETE", there.replace("shop", "database")).status_code == 404
    assert [program.ask("DELETE", there).status_code for _ in range(2)] == [204, 404]
    assert not Dependency.objects.exists()
    assert AuditEntry.objects.filter(action__startswith="system.dependency").count() == 2


def test_what_protects_it_is_said_whole(program):
    said = {
        "strategy": "", "live_copy": "asynchronous", "live_lag_seconds": 5, "live_site": "other_region",
        "history": "snapshot", "interval_seconds": 86_399, "retention_seconds": 3_024_000,
        "archive_retention_seconds": None, "history_site": "other_provider", "isolated": True, "immutable": False,
        "start_window_seconds": 60, "running_time_seconds": 7, "copy_lag_seconds": 0, "copies_at": "Vault",
        "restore_mib_per_s": "110.50", "note": "As measured.",
    }  # fmt: skip
    SystemFactory(key="shop")
    first = program.change("PUT", "systems/shop/protection", said)
    assert (first.status_code, first.json()) == (200, said)
    assert program.get("systems/shop/protection").json() == said
    assert program.ask("PUT", "systems/shop/protection", {}).status_code == 428
    assert program.ask("PUT", "systems/shop/protection", {}, If_Match='"old"').status_code == 412
    bare = program.change("PUT", "systems/shop/protection", {"history": "none", "interval_seconds": 60})
    assert (bare.json()["history"], bare.json()["interval_seconds"], bare.json()["isolated"]) == ("none", None, None)
    assert AuditEntry.objects.filter(action="system.protection_changed").count() == 2


def test_its_technical_contact_may_say_it(client):
    contact = PersonFactory()
    ProtectionFactory(system=SystemFactory(key="shop", technical_contact=contact))
    program = Program(contact)
    assert program.change("PUT", "systems/shop/protection", {"history": "continuous"}).status_code == 200
    assert program.change("PATCH", "systems/shop", {"site": "x"}).status_code == 403
    assert Protection.objects.get().history == "continuous"


def test_an_exercise_is_recorded_and_removed_with_a_reason(program):
    shop = SystemFactory(key="shop")
    said = {"kind": "data_restore", "performed_on": "2026-01-02", "rta_seconds": 5_400, "evidence_link": "https://w/1"}
    made = program.post("systems/shop/exercises", said)
    assert (made.status_code, {name: made.json()[name] for name in said}) == (201, said)
    later = {"kind": "failover", "performed_on": "2999-01-01", "note": "x"}
    assert problem_of(program.post("systems/shop/exercises", later)) == (422, ["performed_on"])
    assert problem_of(program.post("systems/shop/exercises", {**said, "performed_on": 5})) == (422, ["performed_on"])
    bare = {"kind": "failover", "performed_on": "2026-01-01"}
    assert problem_of(program.post("systems/shop/exercises", bare)) == (422, ["rta_seconds"])
    there = f"systems/shop/exercises/{made.json()['id']}"
    assert problem_of(program.ask("DELETE", there)) == (422, ["reason"])
    assert program.ask("DELETE", f"{there}?reason=Recorded+twice").status_code == 204
    assert not Exercise.objects.filter(system=shop).exists()
    assert AuditEntry.objects.get(action="system.exercise_removed").detail["reason"] == "Recorded twice"
    other = ExerciseFactory()
    assert program.ask("DELETE", f"systems/shop/exercises/{other.pk}?reason=x").status_code == 404


def test_the_same_call_twice_is_one_with_the_first_answer(program):
    first, again = (program.post("systems", {"name": "Till"}, Idempotency_Key="a-1") for _ in range(2))
    assert (first.status_code, first.content, first["ETag"]) == (again.status_code, again.content, again["ETag"])
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")
    assert System.objects.count() == 1
    assert AuditEntry.objects.filter(action="system.created").count() == 1
    other = program.post("systems", {"name": "Other"}, Idempotency_Key="a-1")
    assert problem_of(other) == (422, ["Idempotency-Key"])
    elsewhere = program.post("systems/till/dependencies", {"name": "Till"}, Idempotency_Key="a-1")
    assert elsewhere.status_code == 422
    assert Program(PersonFactory(roles=["architect"])).post("systems", {"name": "x"}, Idempotency_Key="a-1").json()


def test_a_refused_call_keeps_its_key(program):
    assert program.post("systems", {"name": "a\nb"}, Idempotency_Key="k").status_code == 422
    assert not KeptAnswer.objects.exists()
    assert program.post("systems", {"name": "Till"}, Idempotency_Key="k").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "with blank", "é"])
def test_a_key_is_short_and_plain(program, key):
    assert program.post("systems", {"name": "Till"}, Idempotency_Key=key).status_code == 422


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff", b'{"name": "\\ud800"}', b'"x"', b"null"])
def test_what_is_no_json_or_no_object_is_refused(program, body):
    headers = program.shown
    answer = program.client.post("/api/v1/systems", body, content_type="application/json", headers=headers)
    assert (answer.status_code in (400, 422), answer["Content-Type"]) == (True, "application/problem+json")


@pytest.mark.django_db(transaction=True)
def test_ten_at_the_same_moment_are_one():
    program = Program(PersonFactory(roles=["architect"]))
    answers = []

    def post() -> None:
        try:
            answers.append(Program.post(program, "systems", {"name": "Till"}, Idempotency_Key="once").content)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(answers), set(answers), System.objects.count()) == (10, {answers[0]}, 1)
