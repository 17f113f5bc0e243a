"""A promise whose day has gone by: said once to who promised it, and to the architect; gathered, and never stale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import Role
from assessments.actions.committing import keep, promise, withdraw
from assessments.mail_kinds import PROMISE_LATE
from assessments.models import Commitment
from assessments.services.reminding import reminders
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from recovery.durations import DAY, HOUR
from systems.models import Finding, System
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(owner) -> System:
    return unattended(owner, key="shop", name="Shop")


def unattended(owner, **given) -> System:
    system = SystemFactory(owner=owner, **given)
    round_of(system, rto=12 * HOUR, rpo=DAY, mtd=10 * DAY, unattended=64 * HOUR)
    derive([system.pk])
    return system


def promised(system: System, by, *, days: int = -1, who: str = "Ana Pérez") -> Commitment:
    finding = Finding.objects.open().get(system=system, code="unattended")
    offer = next(each for each in finding.ways_out() if each.action == "on-call")
    due_on = timezone.localdate() + timedelta(days=days)
    return promise(system=system, finding="unattended", offer=offer, read=finding.read, who=who, due_on=due_on, by=by)


def told() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=PROMISE_LATE).order_by("id"))


def test_who_promised_and_the_architect_are_told_once(owner, architect, shop):
    commitment = promised(shop, owner)
    for _ in range(3):
        reminders.remind()
    assert {mail.recipient for mail in told()} == {owner, architect}
    message = message_for(told()[0])
    assert message.subject == "Shop: a promise is late"
    day = f"{commitment.due_on.day} {commitment.due_on:%B %Y}"
    assert f"“Arrange for somebody to be on call at any hour”, promised for {day}." in message.body
    assert f"{owner} promised it; Ana Pérez sees to it." in message.body
    assert "next=%2Fsystems%2Fshop%2Fpromises%2F" in message.body


def test_before_its_day_is_over_nobody_is_told(owner, architect, shop):
    promised(shop, owner, days=0)
    reminders.remind()
    assert told() == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_ends_where_who_promised_lives(zone, owner, architect, shop, monkeypatch):
    owner.time_zone = zone
    owner.save()
    commitment = promised(shop, owner)
    noon = datetime.combine(commitment.due_on, datetime.min.time(), UTC) + timedelta(hours=12)
    monkeypatch.setattr(reminders, "database_now", lambda: noon)
    reminders.remind()
    assert bool(told()) == (zone == "Pacific/Kiritimati")
    monkeypatch.setattr(reminders, "database_now", lambda: noon + timedelta(days=1))
    reminders.remind()
    assert told()


def test_several_of_a_few_minutes_are_one_mail(owner, architect, shop, settings):
    settings.MAIL_GATHERING_SECONDS = 120
    for system in (shop, unattended(owner, key="till", name="Till")):
        promised(system, owner)
    reminders.remind()
    mine = [mail for mail in told() if mail.recipient == owner]
    assert len(mine) == 1
    message = message_for(mine[0])
    assert message.subject == "2 promises are late"
    assert "Shop" in message.body
    assert "Till" in message.body


@pytest.mark.parametrize("end", [keep, withdraw])
def test_what_was_ended_meanwhile_is_no_longer_said(end, owner, architect, shop):
    commitment = promised(shop, owner)
    reminders.remind()
    end(commitment=commitment, by=owner)
    assert [message_for(mail) for mail in told()] == [None, None]


def test_another_day_is_another_promise(owner, architect, shop):
    promised(shop, owner)
    reminders.remind()
    promised(shop, owner, days=10)
    reminders.remind()
    assert len(told()) == 2
    assert message_for(told()[0]) is None
    Commitment.objects.update(due_on=timezone.localdate() - timedelta(days=2))
    reminders.remind()
    assert len(told()) == 4


def test_only_the_architect_who_decided_last_is_told(owner, architect, shop, sign_in):
    other = PersonFactory(roles=[Role.ARCHITECT])
    promised(shop, owner)
    shop.assessments.get().decisions.create(
        outcome="returned", by=other, idempotency_key="5f0f2a3e-9f0d-4e55-8c55-0b6f3a1f0001"
    )
    reminders.remind()
    assert {mail.recipient for mail in told()} == {owner, other}


def test_a_retired_system_and_who_has_left_are_left_in_peace(owner, architect, shop):
    promised(shop, owner)
    System.objects.update(status=System.Status.RETIRED)
    reminders.remind()
    assert told() == []
    System.objects.update(status=System.Status.LIVE)
    owner.is_active = False
    owner.save()
    reminders.remind()
    assert {mail.recipient for mail in told()} == {architect}


def test_it_is_said_in_the_readers_language(owner, architect, shop):
    owner.language = "es"
    owner.save()
    promised(shop, owner)
    reminders.remind()
    mail = next(each for each in told() if each.recipient == owner)
    assert message_for(mail).subject == "Shop: una promesa lleva retraso"


def test_what_was_said_in_a_gathered_mail_is_not_said_again(owner, architect, shop, settings):
    settings.MAIL_GATHERING_SECONDS = 120
    for system in (shop, unattended(owner, key="till", name="Till")):
        promised(system, owner)
    reminders.remind()
    OutgoingMail.objects.update(state=OutgoingMail.State.SENT)
    reminders.remind()
    assert len(told()) == 2


def test_it_waits_until_its_reader_works(owner, architect, shop, settings):
    """Whoever rests today is told tomorrow, and not of what was kept until then."""
    today = timezone.localdate()
    settings.WORKING_DAYS = {(today.weekday() + 1) % 7}
    commitment = promised(shop, owner)
    reminders.remind()
    assert {mail.due_at.date() for mail in told()} == {today + timedelta(days=1)}
    keep(commitment=commitment, by=owner)
    assert message_for(told()[0]) is None
