"""What stands in a calendar: for whom, on which day, under which name, and what is answered when nothing changed."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from accounts.models import User
from assessments.models import Assessment
from calendars.presenters import MOST, calendar_of
from calendars.queries import CONFIRM, Due
from drportal.logs import HideTokens
from systems.models import Finding, Profile, System
from tests.calendars.conftest import DAY, HOUR, NOW, Fetched, approved, derive
from tests.factories import ExerciseFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_that_time")]
YEAR = dt.timedelta(days=365)


@pytest.fixture
def at_that_time():
    with time_machine.travel(NOW, tick=False):
        yield


def in_days(days: int) -> dt.date:
    return NOW.date() + dt.timedelta(days=days)


def asked(owner: User, key: str, days: int) -> Assessment:
    round_ = round_of(SystemFactory(key=key, name=f"The {key}", owner=owner), state="open")
    Assessment.objects.filter(pk=round_.pk).update(due_on=in_days(days))
    return round_


def test_an_owner_has_answers_and_confirmations_and_exercises(calendar, owner, tested):
    asked(owner, "ledger", 7)
    assert calendar(owner).days == {
        "Answer the questions: The ledger": in_days(7),
        "Confirm the objectives: Payments": in_days(265),
        "Try to bring data back: Payments": in_days(165),
    }


def test_a_technical_contact_has_exercises_only(calendar, contact, tested):
    assert calendar(contact).days == {"Try to bring data back: Payments": in_days(165)}


def test_an_architect_has_reviews_and_all_only_when_asked(calendar, architect, owner, tested):
    sent = round_of(SystemFactory(name="Ledger", owner=owner), rto=8 * HOUR, rpo=HOUR)
    Assessment.objects.filter(pk=sent.pk).update(due_on=in_days(3))
    assert calendar(architect).days == {"Review: Ledger": in_days(3)}
    assert set(calendar(architect, everything="on").days) == {
        "Review: Ledger", "Confirm the objectives: Payments", "Try to bring data back: Payments",
    }  # fmt: skip


def test_what_another_is_to_review_is_theirs(calendar, architect, owner, administrator):
    sent = round_of(SystemFactory(name="Ledger", owner=owner), rto=8 * HOUR)
    Assessment.objects.filter(pk=sent.pk).update(reviewer=administrator)
    assert calendar(architect).days == {}
    assert calendar(architect, everything="on").days == {"Review: Ledger": in_days(0)}


def test_nobody_has_what_the_pages_do_not_show(calendar, made, stranger, manager, owner, tested):
    asked(owner, "ledger", 7)
    assert calendar(stranger).days == {}
    assert calendar(stranger, everything="on").days == {}
    assert calendar(manager).days == {}
    # Whoever loses the role loses the rest, at the address that they have.
    path = made(manager, everything="on")
    assert len(Fetched.of(Client().get(path)).days) == 3
    manager.role_assignments.all().delete()
    assert Fetched.of(Client().get(path)).days == {}


def test_what_was_handed_over_is_the_other_owners(calendar, owner, stranger, tested):
    System.objects.filter(pk=tested.pk).update(owner=stranger)
    assert calendar(owner).days == {}
    assert "Confirm the objectives: Payments" in calendar(stranger).days


def test_of_what_is_retired_or_not_approved_nothing_is_due(calendar, owner, tested):
    System.objects.filter(pk=tested.pk).update(status="retired")
    assert calendar(owner).days == {}


def test_what_is_overdue_stands_gathered_on_today(calendar, owner):
    late = [approved(f"late-{number}", owner, NOW - dt.timedelta(days=400)) for number in range(3)]
    derive(*late)
    assert set(Finding.objects.open().filter(code="never-tested").values_list("system__key", flat=True)) == {
        "late-0", "late-1", "late-2",
    }  # fmt: skip
    found = calendar(owner)
    assert found.days == {"3 approvals have grown too old": in_days(0), "3 restores are to be tried": in_days(0)}
    event = found.events["3 restores are to be tried"]
    assert str(event["description"]).split("\n")[:3] == ["The late-0", "The late-1", "The late-2"]
    assert str(event["url"]) == "http://localhost:8000/to-do/"


def test_a_late_answer_is_overdue_the_day_after(calendar, owner):
    asked(owner, "ledger", 0)
    assert calendar(owner).days == {"Answer the questions: The ledger": in_days(0)}
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        assert calendar(owner).days == {"1 system waits for answers": in_days(1)}


def test_days_are_those_where_the_reader_lives(calendar, owner, tested):
    """Approved at half past eleven in the evening of UTC: in Tokyo that was the next day."""
    User.objects.filter(pk=owner.pk).update(time_zone="Asia/Tokyo")
    owner.refresh_from_db()
    event = calendar(owner).events["Confirm the objectives: Payments"]
    assert event["dtstart"].dt == in_days(266)
    assert event["dtend"].dt == in_days(267)
    assert event["dtstart"].params["VALUE"] == "DATE"


def test_a_failover_is_due_where_there_is_somewhere_to_fail_over_to(calendar, owner, tested):
    ExerciseFactory(system=tested, kind="failover", performed_on=in_days(-300), rta_seconds=HOUR)
    assert "Try to fail over: Payments" not in calendar(owner).days
    tested.protection.strategy = "warm_standby"
    tested.protection.save()
    assert calendar(owner).days["Try to fail over: Payments"] == in_days(65)


def test_what_keeps_no_data_is_failed_over_and_never_restored(calendar, owner):
    system = approved("relay", owner, NOW, name="Relay")
    ExerciseFactory(system=system, kind="failover", performed_on=in_days(-1), rta_seconds=HOUR)
    ExerciseFactory(system=system, kind="data_restore", performed_on=in_days(-1), rta_seconds=HOUR)
    Profile.objects.filter(pk=system.pk).update(rpo_state="not applicable", rpo_seconds=None)
    assert set(calendar(owner).days) == {"Confirm the objectives: Relay", "Try to fail over: Relay"}


def test_names_stay_the_same_and_lead_back(made, owner, tested):
    asked(owner, "ledger", 7)
    path = made(owner)
    first = Fetched.of(Client().get(path)).events
    assert len({str(each["uid"]) for each in first.values()}) == 3
    Assessment.objects.update(due_on=in_days(9))
    System.objects.filter(key="ledger").update(name="Renamed")
    second = Fetched.of(Client().get(path)).events
    assert {str(each["uid"]) for each in first.values()} == {str(each["uid"]) for each in second.values()}
    assert second["Answer the questions: Renamed"]["dtstart"].dt == in_days(9)
    for event in second.values():
        assert str(event["uid"]).endswith("@localhost")
        assert str(event["url"]) in str(event["description"])
        assert str(event["url"]).startswith("http://localhost:8000/systems/")


def test_what_did_not_change_is_not_sent_again(made, owner, tested):
    path, client = made(owner), Client()
    first = client.get(path)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    System.objects.filter(pk=tested.pk).update(name="Another")
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_hostile_names_make_no_entries(calendar, owner):
    hostile = "A\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:x;,\\ \x1b\x00 é " + "長" * 60
    asked(owner, "ledger", 7)
    System.objects.filter(key="ledger").update(name=hostile.replace("\x00", ""))
    found = calendar(owner)
    assert list(found.days) == ["Answer the questions: A END:VEVENT BEGIN:VEVENT SUMMARY:x;,\\ é " + "長" * 60]
    assert max(len(line) for line in found.response.content.split(b"\r\n")) <= 75


def test_it_speaks_the_readers_language(calendar, owner, tested):
    User.objects.filter(pk=owner.pk).update(language="es")
    found = calendar(owner)
    assert "Confirmar los objetivos: Payments" in found.days
    assert found.response["Content-Language"] == "es"


def test_it_asks_no_more_for_more_systems(made, owner, tested):
    path = made(owner)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            assert Client().get(path).status_code == 200
        return len(asked_for)

    one = queries()
    for number in range(2):
        more = approved(f"more-{number}", owner, NOW)
        ExerciseFactory(system=more, kind="data_restore", performed_on=NOW.date())
        derive(more)
        asked(owner, f"open-{number}", 2)
    assert queries() == one


def test_the_nearest_days_stay_where_there_are_too_many():
    due = [Due(CONFIRM, f"s{n}", in_days(n), f"s{n}", f"S {n}", NOW) for n in range(MOST + 5)]
    found = Calendar.from_ical(calendar_of(reversed(due)))
    assert [each["dtstart"].dt for each in found.walk("VEVENT")] == [in_days(n) for n in range(MOST)]
    assert str(found["x-wr-caldesc"]) == "The nearest days only. 5 later ones stand in the portal."


def test_who_fetches_too_often_waits(made, owner):
    path, client = made(owner), Client()
    assert [client.get(path).status_code for _ in range(31)] == [200] * 30 + [429]
    assert 1 <= int(client.get(path)["Retry-After"]) <= 61


def test_a_look_writes_nothing_and_no_log_holds_the_secret(made, owner, caplog):
    path = made(owner)
    secret = path.split("/")[-1].removesuffix(".ics")
    record = logging.LogRecord("x", 20, "x", 1, "GET %s 404", (f"{path}/",), None)
    HideTokens().filter(record)
    assert secret not in record.getMessage()


def test_everything_is_derived_before_the_day_is_known(calendar, owner):
    """Without an approval and a plan there is nothing that could be due."""
    SystemFactory(owner=owner)
    round_of(SystemFactory(owner=owner), state="closed", rto=DAY)
    assert calendar(owner).days == {}
