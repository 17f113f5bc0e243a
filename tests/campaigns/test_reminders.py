"""Reminders that follow a campaign."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from assessments.models import Assessment
from assessments.services.reminding.reminders import remind
from campaigns.services.reminding import remind_of_waves
from notifications.models import OutgoingMail
from systems.models import System
from systems.services.staleness import mark_stale
from tests.campaigns.conftest import ask_what_is_due
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """`clock(days)`: all clocks say that so many days have passed, the database's as well."""
    now = timezone.now()

    def moved(days: float) -> time_machine.travel:
        moment = now + dt.timedelta(days=days)
        for module in ("campaigns.services.reminding", "assessments.services.reminding.reminders"):
            monkeypatch.setattr(f"{module}.database_now", lambda: moment)
        return time_machine.travel(moment, tick=False)

    return moved


def mails_to(person) -> int:
    return OutgoingMail.objects.filter(kind="please_answer", recipient=person).count()


def test_three_days_before_its_day_and_once_after_it(begin, company, clock):
    begin(waves=1, due_on=timezone.localdate() + dt.timedelta(28))
    ask_what_is_due()
    assert mails_to(company["anna"]) == 1
    OutgoingMail.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    for days, expected in ((24, 1), (25, 2), (25.5, 2)):
        with clock(days):
            remind_of_waves()
        assert mails_to(company["anna"]) == expected, days
    OutgoingMail.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    for days, expected in ((28, 2), (29, 3), (32, 3), (40, 3)):
        with clock(days):
            remind_of_waves()
        assert mails_to(company["anna"]) == expected, days


def test_who_has_sent_is_left_alone_and_who_has_another_wave_too(begin, company, clock):
    begin(waves=2, due_on=timezone.localdate() + dt.timedelta(28))
    ask_what_is_due()
    OutgoingMail.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    sent = {"state": "submitted", "submitted": answers_of(rto=3600), "submitted_at": timezone.now()}
    for round_ in Assessment.objects.all():
        Assessment.objects.filter(pk=round_.pk).update(**sent)
    System.objects.get(key="shop").profile.__class__.objects.update(answer_state="in_review")
    with clock(19):
        remind_of_waves()
    assert OutgoingMail.objects.count() == 1


def test_nobody_is_reminded_of_a_closed_campaign(begin, company, clock, sign_in, architect):
    campaign = begin(waves=1)
    ask_what_is_due()
    OutgoingMail.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    sign_in(architect).post(f"/campaigns/{campaign.pk}/close/")
    with clock(26):
        remind_of_waves()
    assert mails_to(company["anna"]) == 1


def test_just_written_to_is_not_written_to_again(begin, company, clock):
    begin(waves=1, due_on=timezone.localdate() + dt.timedelta(3))
    ask_what_is_due()
    with clock(1):
        remind_of_waves()
    assert mails_to(company["anna"]) == 1


def test_who_was_asked_before_is_asked_anew_by_the_day_of_the_wave(begin, company):
    shop = System.objects.get(key="shop")
    before = round_of(shop, state="open")
    Assessment.objects.filter(pk=before.pk).update(due_on=timezone.localdate() - dt.timedelta(60))
    mark_stale([shop.pk])
    campaign = begin(f"unit={company['sales'].pk}", waves=1)
    ask_what_is_due()
    assert set(Assessment.objects.values_list("due_on", flat=True)) == {campaign.due_on}
    assert Assessment.objects.get(system=shop).pk == before.pk
    assert mails_to(company["anna"]) == 1
    ask_what_is_due()
    assert mails_to(company["anna"]) == 1


def test_the_weekly_ones_wait_after_one_of_the_campaign(begin, company, clock):
    begin(waves=1, due_on=timezone.localdate() + dt.timedelta(10))
    ask_what_is_due()
    System.objects.update(created_at=timezone.now() - dt.timedelta(days=90))
    with clock(7):
        remind_of_waves()
        remind()
    assert mails_to(company["anna"]) == 2
