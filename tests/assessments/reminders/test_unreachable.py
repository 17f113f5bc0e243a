"""Whom no mail reaches was not asked: shown on the system, in the architect's To do and to administrators."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, User
from assessments.models import Assessment
from assessments.services import inviting
from assessments.services.reminding import reminders
from derivation.services.deriving import derive
from notifications import tasks
from notifications.models import OutgoingMail
from recovery.durations import DAY, HOUR
from systems.models import Profile, System
from systems.queries import standing
from tests.factories import SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
UNKNOWN = "rcpt 550 5.1.1 <b>nobody</b> of that name"


@pytest.fixture
def shop(owner):
    return SystemFactory(name="Shop", key="shop", owner=owner, created_at=timezone.now() - timedelta(days=90))


@pytest.fixture
def refused(shop, sink, architect):
    """The owner was asked, and their mail server refused the mail."""
    sink.answers = [UNKNOWN]
    inviting.invite(systems=[shop], by=architect)
    tasks.sweep()
    return OutgoingMail.objects.get()


@pytest.fixture
def weeks_later(monkeypatch):
    def remind(weeks: int) -> None:
        moment = timezone.now() + timedelta(weeks=weeks)
        monkeypatch.setattr(reminders, "database_now", lambda: moment)
        reminders.remind()

    return remind


def page(client, name: str, *args: object, query: str = "") -> str:
    return client.get(reverse(name, args=args) + query).content.decode()


def mail_arrives_again(mail: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).begin_anew()
    tasks.sweep()


def test_a_refusal_is_an_error_in_the_log_and_stands_in_the_trail(shop, sink, architect, caplog):
    sink.answers = [UNKNOWN]
    with caplog.at_level(logging.ERROR):
        inviting.invite(systems=[shop], by=architect)
        tasks.sweep()
    assert "nobody</b> of that name" in caplog.text
    assert shop.owner.email not in caplog.text
    entry = AuditEntry.objects.get(action="person.unreachable")
    assert (entry.actor_id, entry.object_id) == (None, str(shop.owner_id))


def test_the_architect_sees_it_on_the_system_and_in_to_do(refused, shop, architect, sign_in):
    client = sign_in(architect)
    seen = page(client, "systems:detail", "shop")
    assert f"Mail to {shop.owner} does not arrive." in seen
    assert "550 5.1.1 &lt;b&gt;nobody&lt;/b&gt; of that name" in seen
    to_do = page(client, "assessments:to_do")
    assert "Mail to the owner of one system does not arrive" in to_do
    assert "Owners are to answer" not in to_do
    listed = page(client, "systems:list", query="?missing=reach")
    assert "Shop" in listed
    assert "Shop" not in page(client, "systems:list", query="?state=awaited")


def test_the_owner_who_looks_by_themselves_is_told_without_the_servers_words(refused, owner, sign_in):
    seen = page(sign_in(owner), "systems:detail", "shop")
    assert "Mail to you does not arrive." in seen
    assert "5.1.1" not in seen


def test_administrators_see_it_in_to_do_among_people_and_on_the_persons_page(
    refused, owner, stranger, administrator, sign_in
):
    client = sign_in(administrator)
    assert "Mail to 1 person does not arrive" in page(client, "assessments:to_do")
    listed = page(client, "accounts:people", query="?access=unreachable")
    assert owner.email in listed
    assert stranger.email not in listed
    assert "mail is refused" in listed
    assert "550 5.1.1 &lt;b&gt;nobody" in page(client, "accounts:person", owner.pk)


def test_who_was_not_reached_was_not_asked_and_is_tried_again_after_four_weeks(refused, owner, weeks_later):
    for weeks in range(4):
        weeks_later(weeks)
    assert OutgoingMail.objects.count() == 1
    weeks_later(5)
    assert OutgoingMail.objects.count() == 2
    OutgoingMail.objects.filter(state="pending").update(state="sent", created_at=timezone.now() + timedelta(weeks=5))
    for weeks in range(6, 20):
        weeks_later(weeks)
        fresh = OutgoingMail.objects.filter(state="pending")
        fresh.update(state="sent", created_at=timezone.now() + timedelta(weeks=weeks))
    assert OutgoingMail.objects.filter(state="sent").count() == 4


def test_once_a_mail_arrives_all_is_as_before(refused, shop, architect, administrator, sign_in):
    client = sign_in(administrator)
    client.post(reverse("notifications:try_again", args=[refused.pk]))
    tasks.sweep()
    shop.owner.refresh_from_db()
    assert (shop.owner.unreachable_since, shop.owner.refusal) == (None, "")
    assert "does not arrive" not in page(sign_in(architect), "systems:detail", "shop")
    assert AuditEntry.objects.filter(action="person.reached").count() == 1
    assert System.objects.filter(standing.AWAITED).count() == 1


def test_two_refusals_are_written_down_once_with_the_first_moment(refused, owner, sink):
    User.objects.filter(pk=owner.pk).update(unreachable_since=timezone.now() - timedelta(days=9))
    sink.answers = ["rcpt 550 5.2.1 closed"]
    mail_arrives_again(refused)
    owner.refresh_from_db()
    assert timezone.now() - owner.unreachable_since > timedelta(days=8)
    assert AuditEntry.objects.filter(action="person.unreachable").count() == 1


@pytest.mark.parametrize(
    "answer", ["rcpt 450 4.2.1 later", "rcpt 554 5.7.1 Relay access denied", "554 looks like spam"]
)
def test_what_says_nothing_about_the_address_marks_nobody(shop, sink, architect, owner, answer):
    sink.answers = [answer]
    inviting.invite(systems=[shop], by=architect)
    tasks.sweep()
    owner.refresh_from_db()
    assert owner.unreachable_since is None


def test_who_has_begun_all_the_same_is_waited_for(refused, shop, architect, sign_in):
    Assessment.objects.update(saved_at=timezone.now())
    Profile.objects.update(answer_state="answering")
    to_do = page(sign_in(architect), "assessments:to_do")
    assert re.search(r"Owners are to answer .*?<span class=\"count\">1<", to_do, re.DOTALL)
    assert "Mail to the owner of one system" in to_do


def test_without_access_nobody_has_to_be_reached(refused, owner, administrator, architect, sign_in):
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert "does not arrive" not in page(sign_in(administrator), "assessments:to_do")
    assert "does not arrive" not in page(sign_in(architect), "systems:detail", "shop")


def test_a_contradiction_that_did_not_arrive_is_still_news(owner, sink, monkeypatch):
    system = SystemFactory(owner=owner)
    round_of(system, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([system.pk])
    sink.answers = ["554 looks like spam"]
    reminders.remind()
    tasks.sweep()
    assert OutgoingMail.objects.get().state == "failed"
    monkeypatch.setattr(reminders, "database_now", lambda: timezone.now() + timedelta(days=1))
    reminders.remind()
    assert OutgoingMail.objects.count() == 2
