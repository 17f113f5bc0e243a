"""Reminders that follow a campaign: three days before the day of a wave, and once its day has gone by.

They go to who still is to answer in that wave, when they work, and never soon after another mail that asks. Those of
every round go on beside them, and wait after each of these as they do after one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from assessments.mail_kinds import PLEASE_ANSWER
from assessments.queries import HANDED_BACK, TO_ANSWER, to_answer
from assessments.services.absences import asked_instead
from assessments.services.reminding.news import written
from assessments.services.reminding.pauses import paused_systems
from assessments.services.reminding.reachable import who_can_be_reached
from assessments.services.reminding.reminded import NEVER_CAME, write_down
from background.services.clock import database_now
from campaigns.models import Wave
from notifications.models import OutgoingMail
from notifications.services.outgoing import owe_together
from notifications.services.rhythm import in_force
from notifications.services.working_time import works
from systems.models import System

BEFORE = timedelta(days=3)
AFTER = timedelta(days=7)
"""So long after its day a wave is still reminded of, for those who do not work on the first days."""
APART = timedelta(days=4)
"""So long after any mail that asks nobody is reminded: before the day and after it are two mails, but not four."""


def remind_of_waves() -> None:
    """Owe what is due now. Each has a key of person, wave and occasion, so that it is owed once."""
    now, today = database_now(), timezone.localdate()
    near = Wave.objects.filter(due_on__gte=today - AFTER, due_on__lte=today + BEFORE)
    for wave in near.filter(campaign__closed_at=None).exclude(begun_at=None):
        for person in _who_should_answer(wave, now):
            _remind(person, wave, now, today)


def _who_should_answer(wave: Wave, now: datetime) -> Iterator[User]:
    """Who is to do something about one of its systems, may, is at work now, and was left alone for some days."""
    waiting = System.objects.in_use().filter(campaign_places__wave=wave, profile__answer_state__in=TO_ANSWER)
    waiting = waiting.exclude(HANDED_BACK).exclude(pk__in=paused_systems(now))
    asked = waiting.annotate(asked=asked_instead("owner", now)).order_by().values("asked")
    people = who_can_be_reached(now).filter(pk__in=asked)
    people = people.exclude(pk__in=written(PLEASE_ANSWER, now - APART).values("recipient"))
    working = in_force().working
    for person in people.prefetch_related("role_assignments"):
        if person.may(Permission.ANSWER_QUESTIONS) and works(person, now, working):
            yield person


@transaction.atomic
def _remind(person: User, wave: Wave, now: datetime, today: date) -> None:
    occasion = "late" if wave.due_on < today else "near"
    key = f"{PLEASE_ANSWER}:{person.pk}:wave-{wave.pk}-{occasion}"
    if OutgoingMail.objects.filter(key=key).exclude(state__in=NEVER_CAME).exists():
        return
    mail = owe_together(kind=PLEASE_ANSWER, key=key, recipient=person)
    write_down(mail, to_answer(person).exclude(pk__in=paused_systems(now)))
