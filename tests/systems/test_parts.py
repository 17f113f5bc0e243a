"""What belongs to a system: dependencies, today's protection, exercises."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from systems.models import Dependency, Exercise, Profile, Protection, System
from tests.factories import DependencyFactory, ExerciseFactory, ProtectionFactory, SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(owner):
    return SystemFactory(key="shop", name="Web shop", owner=owner)


@pytest.fixture
def ledger():
    return SystemFactory(key="ledger", name="Bank ledger")


def add(client, **values):
    return client.post("/systems/shop/dependencies/", {"kind": "hard", "note": "", **values})


@pytest.mark.parametrize("typed", ["ledger", "LEDGER", "Bank ledger", "  bank   LEDGER ", "bank"])
def test_a_dependency_is_added_by_key_or_name(
    sign_in, architect, shop, ledger, told, typed, django_capture_on_commit_callbacks
):
    Profile.objects.update(stale_since=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert add(sign_in(architect), needs=typed, note="for bookings").status_code == 302
    dependency = Dependency.objects.get()
    assert (dependency.system, dependency.needs, dependency.note) == (shop, ledger, "for bookings")
    assert AuditEntry.objects.about("system", [shop.pk]).get().sentence == "Now needs Bank ledger."
    assert not Profile.objects.filter(stale_since=None).exists()
    assert told == [("derivation.derive", sorted([shop.pk, ledger.pk]))]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("shop", "cannot need itself"),
        ("nowhere", "No system has this key or name"),
        ("", "This field is required"),
        ("led", "Several systems are called that"),
        ("<script>alert(1)</script>", "No system has this key or name"),
        ("x" * 201, "at most 200"),
        ("a\0b", "Null characters"),
    ],
)
def test_what_cannot_be_needed_is_said_beside_the_field(sign_in, architect, shop, ledger, typed, says):
    SystemFactory(key="ledger-2", name="Old ledger")
    response = add(sign_in(architect), needs=typed, note="keep me")
    assert response.status_code == 422
    assert says in text(response)
    assert 'value="keep me"' in text(response)
    assert "<script>alert" not in text(response)
    assert not Dependency.objects.exists()


def test_the_same_twice_is_refused_kindly(sign_in, architect, shop, ledger):
    client = sign_in(architect)
    add(client, needs="ledger")
    response = add(client, needs="ledger")
    assert response.status_code == 422
    assert "That is known already" in text(response)
    assert add(client, needs="ledger", kind="soft").status_code == 302


def test_sharing_transactions_goes_both_ways(sign_in, architect, shop, ledger):
    DependencyFactory(system=ledger, needs=shop, kind="shares_transactions")
    assert add(sign_in(architect), needs="ledger", kind="shares_transactions").status_code == 422
    assert Dependency.objects.count() == 1


def test_a_dependency_is_taken_away_once(sign_in, architect, shop, ledger):
    dependency = DependencyFactory(system=shop, needs=ledger)
    elsewhere = DependencyFactory(system=ledger)
    client = sign_in(architect)
    for number in (dependency.pk, dependency.pk, elsewhere.pk, "x", "", "9" * 40, "²"):
        assert client.post("/systems/shop/dependencies/", {"remove": number}).status_code == 302
    assert list(Dependency.objects.all()) == [elsewhere]
    assert [entry.action for entry in AuditEntry.objects.about("system", [shop.pk])] == ["system.dependency_removed"]


PROTECTED = {
    "strategy": "backup_restore", "live_copy": "none", "history": "snapshot", "interval_seconds": "24 hours",
    "retention_seconds": "35 days", "copy_elsewhere": "True", "immutable": "", "restore_mib_per_s": "100", "note": "",
}  # fmt: skip


def test_protection_is_said_and_shown(sign_in, architect, shop, told, django_capture_on_commit_callbacks):
    client = sign_in(architect)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/systems/shop/protection/", {**PROTECTED, "version": "1"}).status_code == 302
    kept = Protection.objects.get()
    assert (kept.interval_seconds, kept.retention_seconds) == (86400, 35 * 86400)
    assert (kept.copy_elsewhere, kept.immutable) == (True, None)
    page = text(client.get("/systems/shop/"))
    assert "snapshots, every 24 hours" in page
    assert "Said what protects it today" in page
    assert told == [("derivation.derive", [shop.pk])]
    assert 'value="24 hours"' in text(client.get("/systems/shop/protection/"))


def test_protection_saved_unchanged_changes_nothing(sign_in, architect, shop):
    ProtectionFactory(system=shop, history="snapshot", interval_seconds=86400)
    values = {"history": "snapshot", "interval_seconds": "1440 min", "version": "1"}
    assert sign_in(architect).post("/systems/shop/protection/", values).status_code == 302
    assert System.objects.get(key="shop").version == 1
    assert not AuditEntry.objects.exists()


def test_two_people_at_once_lose_nothing(sign_in, architect, shop):
    client = sign_in(architect)
    client.post("/systems/shop/protection/", {**PROTECTED, "version": "1"})
    response = client.post("/systems/shop/protection/", {**PROTECTED, "interval_seconds": "1 hour", "version": "1"})
    page = text(response)
    assert response.status_code == 409
    assert "24 hours" in page
    assert 'value="1 hour"' in page
    assert Protection.objects.get().interval_seconds == 86400
    again = {**PROTECTED, "interval_seconds": "1 hour", "version": "2"}
    assert client.post("/systems/shop/protection/", again).status_code == 302
    assert Protection.objects.get().interval_seconds == 3600


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("interval_seconds", "daily", "number and its unit"),
        ("strategy", "hope", "Select a valid choice"),
        ("copy_elsewhere", "maybe", "Select a valid choice"),
        ("restore_mib_per_s", "-1", "greater than or equal to 0"),
        ("note", "x" * 1001, "at most 1000"),
    ],
)
def test_bad_protection_is_refused(sign_in, architect, shop, field, value, says):
    response = sign_in(architect).post("/systems/shop/protection/", {**PROTECTED, "version": "1", field: value})
    assert response.status_code == 422
    assert says in text(response)
    assert 'value="35 days"' in text(response)
    assert not Protection.objects.exists()


def test_an_exercise_is_recorded_once(sign_in, architect, shop, told, django_capture_on_commit_callbacks):
    client = sign_in(architect)
    values = {"performed_on": "2025-06-01", "rta_seconds": "45 min", "rpa_seconds": "0", "note": "<b>learnt</b>"}
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post("/systems/shop/exercises/new/", values).status_code == 302
    exercise = Exercise.objects.get()
    assert (exercise.performed_on, exercise.rta_seconds, exercise.rpa_seconds) == (dt.date(2025, 6, 1), 2700, 0)
    assert told == [("derivation.derive", [shop.pk])]
    page = text(client.get("/systems/shop/"))
    assert "45 minutes" in page
    assert "&lt;b&gt;learnt" in page
    assert "Recorded a drill of 1 June 2025." in page


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"performed_on": ""}, "This field is required"),
        ({"performed_on": "yesterday"}, "Enter a valid date"),
        ({"performed_on": "1889-01-01"}, "very long ago"),
        ({"rta_seconds": "quick"}, "number and its unit"),
        ({"rta_seconds": "", "rpa_seconds": "", "note": ""}, "Say how long the recovery took"),
    ],
)
def test_a_bad_exercise_is_refused(sign_in, architect, shop, values, says):
    typed = {"performed_on": "2025-06-01", "rta_seconds": "1 hour", "rpa_seconds": "", "note": "kept", **values}
    response = sign_in(architect).post("/systems/shop/exercises/new/", typed)
    assert response.status_code == 422
    assert says in text(response)
    assert not Exercise.objects.exists()


def test_an_exercise_is_not_in_the_future(sign_in, architect, shop):
    tomorrow = timezone.localdate() + dt.timedelta(days=2)
    response = sign_in(architect).post("/systems/shop/exercises/new/", {"performed_on": tomorrow, "rta_seconds": "1 h"})
    assert "still to come" in text(response)
    assert not Exercise.objects.exists()


def test_an_exercise_of_another_system_is_not_removed(sign_in, architect, shop, ledger):
    exercise = ExerciseFactory(system=ledger)
    client = sign_in(architect)
    assert client.post(f"/systems/shop/exercises/{exercise.pk}/remove/").status_code == 404
    assert client.get(f"/systems/ledger/exercises/{exercise.pk}/remove/").status_code == 405
    assert client.post(f"/systems/ledger/exercises/{exercise.pk}/remove/").status_code == 302
    assert not Exercise.objects.exists()


@pytest.mark.parametrize("path", ["dependencies/", "protection/", "exercises/new/", "exercises/1/remove/"])
@pytest.mark.parametrize("who", ["owner", "manager", "administrator", "stranger", None])
def test_nobody_else_writes(request, sign_in, client, shop, ledger, path, who):
    ExerciseFactory(system=shop, pk=1)
    if who:
        client = sign_in(request.getfixturevalue(who))
    values = {**PROTECTED, "version": "1", "needs": "ledger", "kind": "hard", "performed_on": "2025-06-01"}
    assert client.post(f"/systems/shop/{path}", values).status_code == (403 if who else 302)
    assert not Dependency.objects.exists()
    assert not Protection.objects.exists()
    assert Exercise.objects.count() == 1
