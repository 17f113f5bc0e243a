"""Telling technical contacts of approved systems whose recovery is to be exercised: once, and again when another is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.services.zones import zone_of
from assessments.mail_kinds import EXERCISE_DUE
from assessments.services.reminding.news import is_news, written
from assessments.services.reminding.pauses import paused_systems
from assessments.services.reminding.reachable import who_can_be_reached
from notifications.services.outgoing import owe
from notifications.services.rhythm import Rhythm
from notifications.services.working_time import works
from systems.models import Finding, Profile, System

NEVER_TESTED = "never-tested"


def due_exercises(now: datetime) -> QuerySet[Finding]:
    """What says that the recovery of an approved system was never tried, or too long ago, or before it changed."""
    found = Finding.objects.open().filter(code=NEVER_TESTED, system__profile__answer_state=Profile.AnswerState.APPROVED)
    return found.exclude(system__status=System.Status.RETIRED).exclude(system__in=paused_systems(now))


def tell_of_due_exercises(now: datetime, rhythm: Rhythm) -> None:
    """Owe what is due now: to one person at most one in as many days as lie between two other reminders."""
    contacts = due_exercises(now).order_by().values("system__technical_contact")
    lately = written(EXERCISE_DUE, now - rhythm.shortest_gap).values("recipient")
    for person in who_can_be_reached(now).filter(pk__in=contacts).exclude(pk__in=lately):
        if works(person, now, rhythm.working):
            _tell(person, now)


def _tell(person: User, now: datetime) -> None:
    due = due_exercises(now).filter(system__technical_contact=person)
    fingerprints = sorted(f"{each.pk}:{each.first_seen_at:%Y%m%d%H%M}" for each in due)
    if not is_news(EXERCISE_DUE, person, set(fingerprints)):
        return
    day = now.astimezone(zone_of(person.time_zone)).date()
    with transaction.atomic():
        context = {"fingerprints": fingerprints}
        owe(kind=EXERCISE_DUE, key=f"{EXERCISE_DUE}:{person.pk}:{day}", recipient=person, context=context)
