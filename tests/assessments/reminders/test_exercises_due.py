"""A technical contact is told that a drill is due: once, and again when another one is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.services.answer_state import set_answer_state
from assessments.services.reminding import reminders
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from recovery.durations import HOUR
from systems.models import Finding
from systems.services.staleness import mark_stale
from tests.assessments.reminders.conftest import text
from tests.factories import ExerciseFactory, PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return PersonFactory(name="Jo", email="jo@example.org")


@pytest.fixture
def approved(owner, contact):
    def system(name: str, state: str = "approved"):
        made = SystemFactory(name=name, owner=owner, technical_contact=contact)
        round_of(made, state=state, rto=4 * HOUR, rpo=HOUR)
        set_answer_state([made.pk])
        derive([made.pk])
        assert Finding.objects.open().filter(system=made, code="never-tested").exists()
        return made

    return system


@pytest.fixture
def on_day(monkeypatch):
    """`on_day(3)` reminds as if it were the third day from now."""

    def remind(day: int) -> list[str]:
        moment = timezone.now() + timedelta(days=day)
        monkeypatch.setattr(reminders, "database_now", lambda: moment)
        reminders.remind()
        fresh = OutgoingMail.objects.filter(kind="exercise_due", state="pending")
        found = [mail.recipient.email for mail in fresh]
        fresh.update(state="sent", created_at=moment)
        return found

    return remind


def test_it_is_said_once_and_again_when_another_is_due(approved, on_day, contact):
    approved("Shop")
    assert [on_day(day) for day in range(0, 40, 5)] == [[contact.email], *[[]] * 7]
    approved("Till")
    assert [on_day(day) for day in (41, 42, 60)] == [[contact.email], [], []]


def test_it_names_the_systems_and_what_is_missing(approved, letters, contact):
    approved("Shop <&>")
    approved("Till")
    reminders.remind()
    (mail,) = [each for each in letters() if each["To"] == contact.email]
    assert mail["Subject"] == "2 systems: please try their recovery"
    assert "Shop <&>" in text(mail)
    assert "Till" in text(mail)


def test_what_was_tried_meanwhile_is_not_said(approved, letters, contact):
    system = approved("Shop")
    reminders.remind()
    for kind in ("failover", "data_restore"):
        ExerciseFactory(system=system, kind=kind, performed_on=timezone.localdate(), rta_seconds=HOUR, rpa_seconds=0)
    mark_stale([system.pk])
    derive([system.pk])
    assert not [each for each in letters() if each["To"] == contact.email]
    assert OutgoingMail.objects.get(kind="exercise_due").state == "cancelled"


def test_a_plan_that_nobody_approved_is_not_tried(approved, on_day):
    approved("Shop", state="submitted")
    assert on_day(0) == []
