"""An owner is away: nobody reminds them, and a deputy answers in their place, who then decides nothing about it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence, AuditEntry
from accounts.permissions import Role
from assessments.actions import asking, being_away, reviewing
from assessments.models import Assessment, Reminder
from assessments.queries import answers_wanted
from assessments.services import inviting
from assessments.services.four_eyes import may_decide
from assessments.services.reminding import reminders
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from recovery.durations import DAY, HOUR
from tests.assessments.reminders.conftest import text
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db
AWAY = "assessments:absence"


@pytest.fixture
def deputy():
    return PersonFactory(name="Ben Okri", email="ben@example.org", roles=[Role.OWNER])


@pytest.fixture
def shop(owner):
    return SystemFactory(name="Shop", key="shop", owner=owner, created_at=timezone.now() - timedelta(days=90))


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def away(owner, deputy, sign_in):
    sent = sign_in(owner).post(reverse(AWAY), {"back_on": in_days(10), "deputy": deputy.email.upper()})
    assert sent.status_code == 302
    return Absence.objects.get()


def fresh(person):
    return type(person).objects.get(pk=person.pk)


def readers(kind: str) -> set[str]:
    return set(OutgoingMail.objects.filter(kind=kind).values_list("recipient__email", flat=True))


def test_the_deputy_is_told_and_reminded_instead(shop, away, owner, deputy, letters):
    reminders.remind()
    assert readers("please_answer") == {deputy.email}
    told, asked = letters()
    assert "in their place" in told["Subject"]
    assert told["Reply-To"].endswith(f"<{owner.email}>")
    assert f"You answer in the place of {owner}, who is away." in text(asked)
    assert Reminder.objects.get().person == deputy


def test_without_a_deputy_nobody_is_reminded_until_the_morning_of_the_return(shop, owner, sign_in, monkeypatch):
    sign_in(owner).post(reverse(AWAY), {"back_on": in_days(10), "deputy": ""})
    absence = Absence.objects.get()
    for moment, mails in ((timezone.now(), 0), (absence.until - timedelta(seconds=1), 0), (absence.until, 1)):
        monkeypatch.setattr(reminders, "database_now", lambda moment=moment: moment)
        reminders.remind()
        assert OutgoingMail.objects.filter(kind="please_answer").count() == mails
    assert readers("please_answer") == {owner.email}


def test_contradictions_and_what_comes_back_go_to_the_deputy(shop, away, deputy, architect):
    round_ = round_of(shop, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([shop.pk])
    reminders.remind()
    assert readers("contradictions") == {deputy.email}
    sent = round_.submitted_at.isoformat()
    reviewing.return_(assessment=round_, key=uuid.uuid4(), sent=sent, comment="A day?", by=architect)
    assert readers("returned") == {deputy.email}
    assert answers_wanted(fresh(deputy), str(shop.pk))
    being_away.come_back(by=shop.owner)
    assert not answers_wanted(fresh(deputy), str(shop.pk))


def test_whom_an_architect_asks_is_the_deputy(shop, away, deputy, architect):
    inviting.invite(systems=[shop], by=architect)
    assert readers("please_answer") == {deputy.email}
    assert Assessment.objects.get().respondent == shop.owner


def test_the_deputy_sees_and_answers_in_the_owners_name(shop, away, owner, deputy, sign_in):
    client = sign_in(deputy)
    assert "for payments.owner@example.org" in client.get(reverse("assessments:to_do")).content.decode().replace(
        str(owner), owner.email
    )
    assert client.get(reverse("systems:detail", args=["shop"])).status_code == 200
    assert client.post(reverse("assessments:begin", args=["shop"])).status_code == 302
    round_ = Assessment.objects.get()
    assert (round_.respondent, round_.asked_by) == (owner, owner)
    assert client.get(reverse("assessments:check", args=[round_.public_id])).status_code == 200
    round_.answers = answers_of(rto=HOUR, rpo=HOUR)
    round_.save()
    sent = client.post(reverse("assessments:submit", args=[round_.public_id]), {"version": round_.version})
    assert sent.status_code == 302
    round_.refresh_from_db()
    assert (round_.state, round_.submitted_by) == ("submitted", deputy)
    assert AuditEntry.objects.get(action="answers.submitted").actor == deputy.email


def test_a_deputy_does_not_give_the_system_away(shop, away, deputy, sign_in):
    sent = sign_in(deputy).post(reverse("assessments:reassign", args=["shop"]), {"suggestion": "", "comment": ""})
    assert sent.status_code == 403


@pytest.mark.parametrize("ended", ["by the day", "by the owner"])
def test_access_ends_with_the_absence(shop, away, owner, deputy, sign_in, ended):
    round_ = round_of(shop, state="open")
    client = sign_in(deputy)
    pages = [reverse("systems:detail", args=["shop"]), reverse("assessments:check", args=[round_.public_id])]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    if ended == "by the day":
        Absence.objects.update(until=timezone.now())
    else:
        sign_in(owner).post(reverse("assessments:come_back"))
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert client.post(reverse("assessments:begin", args=["shop"])).status_code == 404


def test_nobody_else_sees_more(shop, away, stranger, sign_in):
    assert sign_in(stranger).get(reverse("systems:detail", args=["shop"])).status_code == 404


def test_who_stood_in_does_not_decide_even_when_it_is_over(shop, owner, sign_in):
    both = PersonFactory(roles=[Role.OWNER, Role.ARCHITECT])
    round_of(shop, rto=HOUR, rpo=HOUR)
    assert may_decide(fresh(both), shop)
    being_away.go_away(back_on=timezone.localdate() + timedelta(days=3), deputy=both, by=owner)
    assert not may_decide(fresh(both), shop)
    being_away.come_back(by=owner)
    assert not may_decide(fresh(both), shop)
    Absence.objects.update(ended_at=shop.created_at - timedelta(days=1))
    assert may_decide(fresh(both), shop)


def test_the_owner_may_answer_all_the_same(shop, away, owner, sign_in):
    assert sign_in(owner).post(reverse("assessments:begin", args=["shop"])).status_code == 302


def test_a_round_that_the_deputy_began_may_be_dropped_by_both(shop, away, owner, deputy, architect):
    approved = round_of(shop, state="approved", rto=HOUR, rpo=HOUR)
    approved.decisions.create(outcome="approved", by=architect, idempotency_key=uuid.uuid4())
    round_ = asking.begin(system=shop, by=fresh(deputy))
    assert asking.may_discard(round_, fresh(deputy))
    assert asking.may_discard(round_, fresh(owner))


def test_said_twice_is_said_once(away, owner, deputy, sign_in):
    sign_in(owner).post(reverse(AWAY), {"back_on": in_days(10), "deputy": deputy.email})
    assert Absence.objects.count() == 1
    assert AuditEntry.objects.filter(action="person.away_with_deputy").count() == 1
    sign_in(owner).post(reverse(AWAY), {"back_on": in_days(12), "deputy": ""})
    assert Absence.objects.filter(ended_at=None).get().deputy is None
    for _ in range(2):
        sign_in(owner).post(reverse("assessments:come_back"))
    assert AuditEntry.objects.filter(action="person.back").count() == 1
    assert not Absence.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("back_on", "deputy"),
    [
        ("", ""), ("tomorrow", ""), (0, ""), (-1, ""), (367, ""), (5, "payments.owner@example.org"),
        (5, "nobody@example.org"), (5, "manager@example.org"), (5, "not an address"), (5, "gone@example.org"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_beside_the_field(owner, manager, sign_in, back_on, deputy):
    PersonFactory(email="gone@example.org", roles=[Role.OWNER], is_active=False)
    day = in_days(back_on) if isinstance(back_on, int) else back_on
    sent = sign_in(owner).post(reverse(AWAY), {"back_on": day, "deputy": deputy})
    assert sent.status_code == 422
    assert not Absence.objects.exists()


def test_who_answers_nothing_has_nobody_to_name(manager, sign_in):
    assert sign_in(manager).get(reverse(AWAY)).status_code == 403
    assert sign_in(manager).post(reverse("assessments:come_back")).status_code == 403
