"""Each reminder once: whatever the hour, the zone, the clock, and however many schedulers there are."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from holidays import country_holidays

from accounts.permissions import Role
from assessments.models import Decision
from assessments.presenters.mails.please_answer import compose
from assessments.services import inviting
from assessments.services.reminding import reminders
from derivation.services.ageing import mark_aged
from derivation.services.deriving import derive
from notifications.models import OutgoingMail, ReminderRhythm
from recovery.durations import DAY, HOUR
from systems.models import Finding, Profile, System
from systems.services.staleness import mark_stale
from tests.factories import BusinessUnitFactory, PersonFactory, SystemFactory
from tests.faults import sizes
from tests.faults.figures import note
from tests.panels.rounds import answers_of, round_of

pytestmark = pytest.mark.django_db

BETWEEN_LOOKS = 31 if sizes.IS_SMALL else 7
"""Hours."""


@pytest.fixture
def at(monkeypatch):
    """`at(moment)` reminds as if the database's clock showed that time, and takes every mail for sent."""

    def remind(moment: datetime) -> None:
        before = set(OutgoingMail.objects.values_list("pk", flat=True))
        monkeypatch.setattr(reminders, "database_now", lambda: moment)
        reminders.remind()
        fresh = OutgoingMail.objects.exclude(pk__in=before)
        fresh.update(state="sent", created_at=moment)

    return remind


def new_owner(zone: str):
    return PersonFactory(roles=[Role.OWNER], time_zone=zone)


def test_two_schedulers_owe_nothing_twice(at):
    SystemFactory(owner=new_owner("UTC"), created_at=datetime(2020, 1, 1, tzinfo=UTC))
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    for offset in (0, 0, 1, -3600, 3600):
        at(moment + timedelta(seconds=offset))
    assert OutgoingMail.objects.count() == 1


def test_a_year_in_two_zones_asks_four_times_a_week_apart(at):
    people = [new_owner("America/New_York"), new_owner("Asia/Kolkata")]
    for person in people:
        SystemFactory(owner=person, created_at=datetime(2020, 1, 1, tzinfo=UTC))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for step in range(0, 365 * 24, 61 if sizes.IS_SMALL else 29):
        at(start + timedelta(hours=step))
    for person in people:
        moments = [mail.created_at for mail in OutgoingMail.objects.filter(recipient=person)]
        assert len(moments) == 4
        weeks = Counter(moment.astimezone(ZoneInfo(person.time_zone)).isocalendar()[:2] for moment in moments)
        assert max(weeks.values()) == 1


def test_contradictions_are_told_once_and_again_only_when_new(at):
    system = SystemFactory(owner=new_owner("Europe/Madrid"))
    round_ = round_of(system, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([system.pk])
    start = datetime(2026, 10, 24, 12, tzinfo=UTC)  # the clocks change in the next night
    for hour in range(0, 24 * 6, 3):
        at(start + timedelta(hours=hour))
    assert OutgoingMail.objects.count() == 1
    for week in range(1, 9):
        at(start + timedelta(weeks=week, hours=1))
    assert OutgoingMail.objects.count() == 1
    round_.submitted = answers_of(rto=12 * HOUR, rpo=DAY, mtd=4 * HOUR)
    round_.save()
    mark_stale([system.pk])
    derive([system.pk])
    at(start + timedelta(weeks=9))
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize(("hours", "mails"), [(1, 1), (5, 1), (11, 1), (13, 2)])
def test_late_in_the_evening_and_after_midnight_is_one_mail(at, hours, mails):
    """The new day alone is no reason, however new what there is to say: half a day has to lie between."""
    system = SystemFactory(owner=new_owner("Europe/Madrid"))
    round_ = round_of(system, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([system.pk])
    evening = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)  # half past eleven in Madrid
    at(evening)
    round_.submitted = answers_of(rto=12 * HOUR, rpo=DAY, mtd=4 * HOUR)
    round_.save()
    mark_stale([system.pk])
    derive([system.pk])
    at(evening + timedelta(hours=hours))
    assert OutgoingMail.objects.count() == mails


def test_what_is_new_in_the_catalogue_is_left_alone_for_a_day(at):
    created = datetime(2026, 11, 2, 9, tzinfo=UTC)
    SystemFactory(owner=new_owner("UTC"), created_at=created)
    at(created + timedelta(hours=23))
    assert not OutgoingMail.objects.exists()
    at(created + timedelta(hours=25))
    assert OutgoingMail.objects.count() == 1


def test_a_mail_that_was_not_sent_has_reminded_nobody(at):
    """There was nothing to ask when it was to go out; a day later there is, and the week's mail is owed after all."""
    SystemFactory(owner=new_owner("UTC"), created_at=datetime(2020, 1, 1, tzinfo=UTC))
    monday = datetime(2026, 11, 2, 9, tzinfo=UTC)
    at(monday)
    OutgoingMail.objects.update(state="cancelled")
    at(monday + timedelta(days=1))
    assert list(OutgoingMail.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "sent"]


def test_nobody_is_reminded_of_what_they_cannot_do(at):
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    SystemFactory(owner=PersonFactory(roles=[Role.MANAGER]), created_at=long_ago)
    SystemFactory(owner=PersonFactory(roles=[Role.OWNER], is_active=False), created_at=long_ago)
    SystemFactory(owner=new_owner("UTC"), created_at=long_ago, status=System.Status.RETIRED)
    SystemFactory(owner=None, created_at=long_ago)
    at(datetime(2026, 11, 2, 9, tzinfo=UTC))
    assert not OutgoingMail.objects.exists()


def test_a_year_after_the_approval_the_owner_is_asked_again(at, architect):
    """A date goes by and no fact changes: the plan says so all the same, and the owner is asked once a week."""
    system = SystemFactory(owner=new_owner("UTC"), created_at=datetime(2020, 1, 1, tzinfo=UTC))
    round_ = round_of(system, state="approved", rto=HOUR, rpo=HOUR)
    derive([system.pk])
    now = reminders.database_now()
    decision = Decision.objects.create(
        assessment=round_, outcome="approved", by=architect, at=now - timedelta(days=364), idempotency_key=uuid.uuid4()
    )
    Profile.objects.update(derived_at=now - timedelta(days=2))
    mark_aged()
    derive([system.pk])
    assert not Finding.objects.open().filter(code="stale").exists()
    Decision.objects.filter(pk=decision.pk).update(at=now - timedelta(days=367))
    Profile.objects.update(derived_at=now - timedelta(days=2))
    mark_aged()
    derive([system.pk])
    assert Finding.objects.open().filter(code="stale").count() == 1
    for hours in range(1, 24, 3):
        at(now + timedelta(hours=hours))
    letters = OutgoingMail.objects.filter(kind="please_answer", recipient=system.owner)
    assert letters.count() == 1
    letter = compose(letters.get())
    assert letter.context["rows"][0]["label"] == "Say whether it is still so"
    assert "is still so" in render_to_string("assessments/mails/please_answer.txt", {**letter.context, "person": "You"})


def test_the_databases_clock_is_a_time():
    moment = reminders.database_now()
    assert abs((moment - datetime.now(UTC)).total_seconds()) < 120


@pytest.mark.parametrize(("zone", "own"), [("Europe/Berlin", ""), ("America/New_York", "US")])
def test_a_year_of_reminders_is_written_when_their_reader_works(zone, own, at):
    """Two schedulers look every few hours and a little, one of them an hour early or late; mails all year round, to the
    owner and, once, to the head of the unit."""
    owner, head = new_owner(zone), new_owner(zone)
    type(owner).objects.update(holidays=own)
    days = list(range(0, 360, 9))
    ReminderRhythm.objects.create(
        days=days, head_after=3, begins=8, ends=18, weekdays=list(range(5)), holidays="DE-BY", by=owner
    )
    unit = BusinessUnitFactory(head=head)
    SystemFactory(owner=owner, business_unit=unit, created_at=datetime(2020, 1, 1, tzinfo=UTC))
    start, skew = datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1)
    for step in range(0, 365 * 24, BETWEEN_LOOKS):
        moment = start + timedelta(hours=step, minutes=step % 60)
        at(moment)
        at(moment + (skew if step % 2 else -skew))
    walls = [mail.created_at.astimezone(ZoneInfo(zone)) for mail in OutgoingMail.objects.all()]
    assert all(8 <= wall.hour < 18 and wall.weekday() < 5 for wall in walls)
    country, part = (own, None) if own else ("DE", "BY")
    assert not {wall.date() for wall in walls} & set(country_holidays(country, subdiv=part, years=(2026, 2027)))
    moments = sorted(mail.created_at for mail in OutgoingMail.objects.filter(recipient=owner))
    assert 24 <= len(moments) <= len(days)
    assert min(later - sooner for sooner, later in pairwise(moments)) >= timedelta(days=9)
    note(
        f"two schedulers for a year, an hour apart, and a reader in {zone}",
        f"{8760 // BETWEEN_LOOKS * 2:,} looks: {len(walls)} mails, none twice, all within 8 and 18 on working days",
    )


def test_contradictions_wait_for_monday_too(at, settings):
    settings.WORKING_HOURS, settings.WORKING_DAYS = (8, 18), range(5)
    system = SystemFactory(owner=new_owner("Europe/Madrid"))
    round_of(system, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([system.pk])
    friday = datetime(2026, 10, 23, 16, 1, tzinfo=UTC)  # a minute past six there; the clocks change before Monday
    for hours in range(0, 62, 3):
        at(friday + timedelta(hours=hours))
    assert not OutgoingMail.objects.exists()
    at(datetime(2026, 10, 26, 7, tzinfo=UTC))
    assert OutgoingMail.objects.get().kind == "contradictions"


def test_each_that_is_asked_about_anew_is_asked_four_times_more(at, architect):
    """The invitation is the first of them, and one mail speaks of all that waits."""
    owner = new_owner("UTC")
    shop = SystemFactory(owner=owner, created_at=datetime(2020, 1, 1, tzinfo=UTC))
    start = datetime(2026, 6, 1, 9, tzinfo=UTC)
    for day in range(60):
        at(start + timedelta(days=day))
    assert OutgoingMail.objects.count() == 4
    inviting.invite(systems=[shop], by=architect)
    OutgoingMail.objects.filter(state="pending").update(state="sent", created_at=start + timedelta(days=60))
    for day in range(60, 120):
        at(start + timedelta(days=day))
    days = [(mail.created_at - start).days for mail in OutgoingMail.objects.order_by("created_at")]
    assert [later - sooner for sooner, later in pairwise(days[4:])] == [7, 7, 7]
    SystemFactory(owner=owner, created_at=datetime(2020, 1, 1, tzinfo=UTC))
    for day in range(120, 180):
        at(start + timedelta(days=day))
    assert OutgoingMail.objects.count() == 12


def test_a_cancelled_mail_has_not_asked(at):
    SystemFactory(owner=new_owner("UTC"), created_at=datetime(2020, 1, 1, tzinfo=UTC))
    start = datetime(2026, 6, 1, 9, tzinfo=UTC)
    for week in range(3):
        at(start + timedelta(weeks=week))
        OutgoingMail.objects.update(state="cancelled")
    for week in range(3, 20):
        at(start + timedelta(weeks=week))
    assert OutgoingMail.objects.filter(state="sent").count() == 4
