"""An architect lets nobody be reminded of a system, until a day or until further notice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from assessments.models import ReminderPause
from assessments.services import inviting
from assessments.services.reminding import reminders
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from recovery.durations import DAY, HOUR
from tests.assessments.reminders.conftest import text
from tests.factories import SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
REMINDERS, RESUME = "assessments:reminders", "assessments:resume_reminders"


@pytest.fixture
def shop(owner):
    return SystemFactory(name="Shop", key="shop", owner=owner, created_at=timezone.now() - timedelta(days=90))


@pytest.fixture
def till(owner):
    return SystemFactory(name="Till", key="till", owner=owner, created_at=timezone.now() - timedelta(days=90))


@pytest.fixture
def pause(architect, sign_in):
    def paused(key: str, until: str = ""):
        return sign_in(architect).post(
            reverse(REMINDERS, args=[key]), {"until": until, "reason": "It is replaced <soon>"}
        )

    return paused


def test_nobody_is_reminded_of_it_but_of_the_others(shop, till, pause, letters):
    pause("shop")
    reminders.remind()
    (mail,) = letters()
    assert "Till" in text(mail)
    assert "Shop" not in text(mail)


def test_a_mail_that_would_speak_of_nothing_else_is_not_written(shop, pause, architect, sign_in):
    pause("shop")
    reminders.remind()
    assert not OutgoingMail.objects.exists()
    sign_in(architect).post(reverse(RESUME, args=["shop"]))
    reminders.remind()
    assert OutgoingMail.objects.count() == 1


def test_what_was_owed_before_the_pause_says_nothing_of_it(shop, pause, letters):
    reminders.remind()
    pause("shop")
    assert letters() == []
    assert OutgoingMail.objects.get().state == "cancelled"


def test_its_contradictions_wait_too(shop, till, pause, letters):
    for system in (shop, till):
        round_of(system, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([shop.pk, till.pk])
    pause("shop")
    reminders.remind()
    (mail,) = letters()
    assert "Till" in text(mail)
    assert "Shop" not in text(mail)


def test_who_is_asked_by_hand_is_asked(shop, pause, architect, letters):
    pause("shop")
    inviting.invite(systems=[shop], by=architect)
    (mail,) = letters()
    assert "Shop" in text(mail)


def test_it_ends_on_its_day(shop, pause, monkeypatch):
    pause("shop", until=(timezone.localdate() + timedelta(days=7)).isoformat())
    for days, mails in ((0, 0), (6, 0), (8, 1)):
        monkeypatch.setattr(reminders, "database_now", lambda days=days: timezone.now() + timedelta(days=days))
        reminders.remind()
        assert OutgoingMail.objects.count() == mails


def test_it_is_written_down_once_with_its_reason(shop, pause, architect, sign_in):
    pause("shop")
    pause("shop")
    assert ReminderPause.objects.count() == 1
    assert AuditEntry.objects.get(action="reminders.paused").detail["reason"] == "It is replaced <soon>"
    client = sign_in(architect)
    page = client.get(reverse(REMINDERS, args=["shop"])).content.decode()
    assert "It is replaced &lt;soon&gt;" in page
    fragment = client.get(reverse("assessments:decision_fragment", args=["shop"])).content.decode()
    assert "Reminders are paused" in fragment
    for _ in range(2):
        client.post(reverse(RESUME, args=["shop"]))
    assert AuditEntry.objects.filter(action="reminders.resumed").count() == 1


@pytest.mark.parametrize(("until", "reason"), [("", ""), ("2020-01-01", "why"), ("nonsense", "why")])
def test_what_makes_no_sense_is_said_beside_the_field(shop, architect, sign_in, until, reason):
    sent = sign_in(architect).post(reverse(REMINDERS, args=["shop"]), {"until": until, "reason": reason})
    assert sent.status_code == 422
    assert not ReminderPause.objects.exists()


@pytest.mark.parametrize("who", ["owner", "manager", "administrator"])
def test_only_who_asks_owners_may(shop, who, request, sign_in):
    client = sign_in(request.getfixturevalue(who))
    assert client.post(reverse(REMINDERS, args=["shop"]), {"until": "", "reason": "x"}).status_code == 403
    assert client.post(reverse(RESUME, args=["shop"])).status_code == 403


def test_the_page_says_who_was_written_to(shop, architect, sign_in, letters):
    reminders.remind()
    letters()
    page = sign_in(architect).get(reverse(REMINDERS, args=["shop"])).content.decode()
    assert "number 1 on this occasion" in page
    assert str(shop.owner) in page


def test_a_mail_program_offers_to_end_reminders_but_not_what_somebody_asks(shop, architect, letters):
    reminders.remind()
    (reminder,) = letters()
    assert "%2Faway%2F" in reminder["List-Unsubscribe"]
    inviting.invite(systems=[shop], by=architect)
    assert letters()[-1]["List-Unsubscribe"] is None
