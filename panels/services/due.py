"""The day until which answers are wanted: a mail before it to those who are waited for, and after it the round ends.

Any number of schedulers may look at the same time: mails have a key of person, round and day, and a round that is
over is not ended again. A day is over when it is over for everybody who is waited for, wherever they live.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from accounts.zones import zone_of
from assessments.clock import database_now
from assessments.mail_kinds import VOICE_DUE, VOICES_FEW
from assessments.models import Assessment, Hearing, Voice
from assessments.voices.ending import TooFew, finish, held, waited_for
from assessments.voices.rights import still_wanted
from notifications.obligations import owe

logger = logging.getLogger(__name__)
BEFORE = timedelta(days=2)
SETTLING = timedelta(days=1)
"""Who was asked so short ago is not reminded yet."""
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""So far from UTC are the places where a day begins first and ends last."""


def look() -> None:
    """Owe the reminders that are due, and end the rounds whose day is over. Runs every minute."""
    now = database_now()
    rounds = Hearing.objects.filter(state__in=Hearing.ASKING, assessment__state__in=Assessment.UNDER_WAY)
    for hearing in rounds.filter(due_on__lte=(now + EAST + BEFORE).date(), due_on__gte=(now - WEST).date()):
        _remind(hearing, now)
    for pk in rounds.filter(due_on__lt=(now + EAST).date()).values_list("pk", flat=True):
        try:
            _end(pk, now)
        except Exception:  # whatever is wrong with one round, the others still end
            logger.exception("The round of hearing %s could not be ended", pk)


def _remind(hearing: Hearing, now: datetime) -> None:
    waiting = waited_for(hearing).filter(person__is_active=True, asked_at__lte=now - SETTLING)
    for voice in waiting.select_related("person").defer("answers", "first", "second"):
        today = now.astimezone(zone_of(voice.person.time_zone)).date()
        if hearing.due_on is not None and today <= hearing.due_on <= today + BEFORE:
            _owe_reminder(voice, hearing.state, hearing.due_on)


@transaction.atomic
def _owe_reminder(voice: Voice, state: str, day: date) -> None:
    told = {"voice": voice.pk, "day": day.isoformat()}
    owe(kind=VOICE_DUE, key=f"{VOICE_DUE}:{voice.pk}:{state}:{day}", recipient=voice.person, context=told)


@transaction.atomic
def _end(hearing_id: int, now: datetime) -> None:
    hearing = held(hearing_id)
    if hearing.state not in Hearing.ASKING or not still_wanted(hearing) or not _is_over(hearing, now):
        return
    try:
        with transaction.atomic():
            finish(hearing, by=None)
    except TooFew:
        # The round goes on; as soon as two have answered it ends, at the next look.
        for person in {each for each in (hearing.asked_by, hearing.assessment.system.owner) if each is not None}:
            told = {"hearing": hearing.pk, "day": str(hearing.due_on)}
            key = f"{VOICES_FEW}:{hearing.pk}:{person.pk}:{hearing.due_on}"
            owe(kind=VOICES_FEW, key=key, recipient=person, context=told)


def _is_over(hearing: Hearing, now: datetime) -> bool:
    waiting = [voice.person for voice in waited_for(hearing).select_related("person").only("person")]
    return hearing.due_on is not None and all(
        now.astimezone(zone_of(zone)).date() > hearing.due_on for zone in _zones([*waiting, hearing.asked_by])
    )


def _zones(people: Iterable[User | None]) -> set[str]:
    return {person.time_zone if person else "" for person in people}
