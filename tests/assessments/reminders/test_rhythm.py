"""Administrators set the rhythm, and see the mails of the next thirty days, planned by what sends them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.actions import being_away
from assessments.presenters.next_reminders import planned_mails
from assessments.services.reminding import reminders, unanswered
from background.services.clock import database_now
from notifications.models import OutgoingMail, ReminderRhythm
from notifications.services.rhythm import Rhythm, in_force, of_settings
from notifications.services.working_time import WorkingTime
from tests.factories import BusinessUnitFactory, PersonFactory, SystemFactory

pytestmark = pytest.mark.django_db
PAGE = "assessments:rhythm"
FORM = {
    "days": "0, 3, 10", "head_after": "5", "begins": "9", "ends": "17", "weekdays": ["0", "1", "2", "3"],
    "holidays": "de-by",
}  # fmt: skip


@pytest.fixture
def shop(owner):
    long_ago = database_now() - timedelta(days=90)
    return SystemFactory(name="Shop <&>", key="shop", owner=owner, created_at=long_ago)


def test_it_is_set_once_and_stands_in_the_trail(administrator, sign_in):
    client = sign_in(administrator)
    for _ in range(2):
        assert client.post(reverse(PAGE), FORM).status_code == 302
    working = WorkingTime(9, 17, frozenset(range(4)), "DE-BY")
    assert in_force() == Rhythm((0, 3, 10), 5, working)
    assert ReminderRhythm.objects.count() == 1
    entry = AuditEntry.objects.get(action="reminders.rhythm_set")
    assert entry.detail["before"]["days"] == [0, 7, 14, 21]
    assert entry.detail["after"]["days"] == [0, 3, 10]
    client.post(reverse(PAGE), {**FORM, "days": "1"})
    assert ReminderRhythm.objects.count() == 2


def test_a_preview_keeps_nothing(administrator, sign_in, shop):
    page = sign_in(administrator).post(reverse(PAGE), {**FORM, "preview": "1"}).content.decode()
    assert "3 mails, if nobody answers meanwhile." in page
    assert "Shop &lt;&amp;&gt;" in page
    assert in_force() == of_settings()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days", ""), ("days", "7, 0"), ("days", "0, 0"), ("days", "0; 7"), ("days", "-1"), ("days", "0, 366"),
        ("days", ", ".join(map(str, range(13)))), ("days", "٣"), ("days", "1e3"), ("head_after", "0"),
        ("begins", "17"), ("ends", "25"), ("weekdays", []), ("weekdays", ["7"]), ("holidays", "XX"),
        ("holidays", "DE-XXX"), ("holidays", "../etc"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_beside_the_field(administrator, sign_in, field, value):
    response = sign_in(administrator).post(reverse(PAGE), {**FORM, field: value})
    assert response.status_code == 422
    assert not ReminderRhythm.objects.exists()


def test_the_head_of_the_unit_is_planned_as_they_will_be_told(shop, owner, monkeypatch, administrator, sign_in):
    """Their mail is the last of thirty days, at the very moment that was shown."""
    head = PersonFactory(name="Hanna", time_zone="America/New_York")
    type(shop).objects.update(business_unit=BusinessUnitFactory(name="Sales", head=head))
    PersonFactory(roles=[Role.OWNER])
    rhythm = Rhythm((0, 3, 10), 5, WorkingTime(9, 17, frozenset(range(5)), ""))
    ReminderRhythm.objects.create(
        days=[0, 3, 10], head_after=5, by=administrator, begins=9, ends=17, weekdays=list(range(5)), holidays=""
    )
    shown = planned_mails(rhythm, database_now())
    assert [mail.person for mail in shown] == [owner] * 3 + [head]
    assert [mail.in_vain for mail in shown] == [False] * 3 + [True]
    assert "As head of the unit" in sign_in(administrator).get(reverse(PAGE)).content.decode()
    for planned in (mail.at for mail in shown):
        for moment in (planned - timedelta(minutes=1), planned):
            monkeypatch.setattr(reminders, "database_now", lambda moment=moment: moment)
            reminders.remind()
            fresh = OutgoingMail.objects.filter(state="pending")
            told = list(fresh.filter(recipient=head))
            fresh.update(state="sent", created_at=moment)
        assert bool(told) == (planned == shown[-1].at)


@pytest.mark.parametrize("who", ["owner", "architect", "manager"])
def test_only_administrators_set_it(who, request, sign_in):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse(PAGE), FORM).status_code == 403


def test_what_the_preview_shows_is_what_is_sent(administrator, shop, owner, monkeypatch):
    """Every quarter of an hour of thirty days, asked: each mail goes out at the moment that was shown."""
    PersonFactory(roles=[Role.OWNER])
    rhythm = Rhythm((0, 3, 10, 31), 5, WorkingTime(9, 17, frozenset(range(5)), "US"))
    working = {"begins": 9, "ends": 17, "weekdays": list(range(5)), "holidays": "US"}
    ReminderRhythm.objects.create(days=list(rhythm.days), head_after=5, by=administrator, **working)
    start = database_now()
    shown = [mail.at for mail in planned_mails(rhythm, start)]
    sent = []
    for planned in shown:
        for moment in (planned - timedelta(minutes=1), planned):
            monkeypatch.setattr(reminders, "database_now", lambda moment=moment: moment)
            reminders.remind()
            fresh = OutgoingMail.objects.filter(state="pending")
            if fresh.update(state="sent", created_at=moment):
                sent.append(moment)
    first_is_now = shown[:1] == [start]
    assert len(shown) == 3
    assert sent[first_is_now:] == shown[first_is_now:]


def test_who_is_away_and_whom_no_mail_reaches_is_left_out(shop, owner):
    rhythm = of_settings()
    assert planned_mails(rhythm, database_now())
    being_away.go_away(back_on=(database_now() + timedelta(days=40)).date(), deputy=None, by=owner)
    assert not planned_mails(rhythm, database_now())


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(administrator, sign_in, django_assert_num_queries, count):
    for _ in range(count):
        SystemFactory(owner=PersonFactory(roles=[Role.OWNER]), created_at=database_now() - timedelta(days=9))
    found = unanswered.by_reader(unanswered.unanswered_systems(database_now()))
    assert len(found) == count
    now = database_now()
    with django_assert_num_queries(6):
        planned_mails(of_settings(), now)


def test_the_head_of_the_unit_is_told_once_a_week_after_the_last(shop, owner, letters, monkeypatch, architect, sign_in):
    head = PersonFactory(name="Hanna", email="head@example.org")
    unit = BusinessUnitFactory(name="Sales")
    page = reverse("systems:unit", args=[unit.pk])
    assert sign_in(architect).post(page, {"head": head.email}).status_code == 302
    assert AuditEntry.objects.get(action="unit.head_named").detail["head"] == str(head)
    type(shop).objects.update(business_unit=unit)
    start = database_now()
    told = []
    for day in range(36):
        monkeypatch.setattr(reminders, "database_now", lambda day=day: start + timedelta(days=day))
        reminders.remind()
        moment = start + timedelta(days=day)
        OutgoingMail.objects.filter(state="pending", recipient=owner).update(state="sent", created_at=moment)
        told += [day] * (OutgoingMail.objects.filter(recipient=head).count() - len(told))
    assert told == [28]
    letter = letters()[-1]
    assert letter["To"] == head.email
    assert owner.email in letter.get_body(("plain",)).get_content()


@pytest.mark.parametrize("who", ["owner", "manager", "administrator"])
def test_only_architects_name_heads(who, request, sign_in):
    client, unit = sign_in(request.getfixturevalue(who)), BusinessUnitFactory()
    assert client.get(reverse("systems:units")).status_code == 403
    assert client.post(reverse("systems:unit", args=[unit.pk]), {"head": ""}).status_code == 403


@pytest.mark.parametrize("typed", ["nobody@example.org", "gone@example.org", "no address"])
def test_a_head_is_somebody_who_is_known(typed, architect, sign_in):
    PersonFactory(email="gone@example.org", is_active=False)
    unit = BusinessUnitFactory()
    assert sign_in(architect).post(reverse("systems:unit", args=[unit.pk]), {"head": typed}).status_code == 422


def test_own_holidays_are_typed_in_the_profile(owner, sign_in):
    client = sign_in(owner)
    said = {"name": "Ana", "time_zone": "UTC", "language": "", "holidays": "es-md"}
    assert client.post(reverse("accounts:profile"), said).status_code == 302
    owner.refresh_from_db()
    assert owner.holidays == "ES-MD"
    assert client.post(reverse("accounts:profile"), {**said, "holidays": "Spain"}).status_code == 422
