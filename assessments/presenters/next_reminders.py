"""The reminders of the next thirty days, if nobody answers meanwhile: planned by what sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from accounts.permissions import Permission
from assessments.services.reminding.planning import mails_until
from assessments.services.reminding.reachable import who_can_be_reached
from assessments.services.reminding.reminded import asked_often_enough
from assessments.services.reminding.unanswered import by_reader, readers, unanswered_systems
from notifications.services.rhythm import Rhythm

AHEAD = timedelta(days=30)
SHOWN, NAMED = 200, 3


@dataclass(frozen=True, slots=True)
class Planned:
    """One mail: when, on the clock of its reader, to whom, and of which systems it speaks."""

    at: datetime
    person: User
    names: tuple[str, ...]
    more: int


def planned_mails(rhythm: Rhythm, now: datetime) -> list[Planned]:
    """In their order. Who is away, or gets no mail, and systems at rest are left out."""
    found = list(_of_everybody(rhythm, now))
    return sorted(found, key=lambda mail: (mail.at, mail.person.email))


def _of_everybody(rhythm: Rhythm, now: datetime) -> Iterator[Planned]:
    unanswered = by_reader(unanswered_systems(now).exclude(asked_often_enough(len(rhythm.days))))
    people = who_can_be_reached(now).filter(pk__in=unanswered).prefetch_related("role_assignments")
    asked = [person for person in people if person.may(Permission.ANSWER_QUESTIONS)]
    reading = readers(asked, rhythm)
    for person in asked:
        reader = reading[person.pk]
        for at, spoken in mails_until(now + AHEAD, unanswered[person.pk], reader, rhythm, now):
            names = tuple(each.name for each in spoken[:NAMED])
            yield Planned(at.astimezone(reader.zone), person, names, len(spoken) - len(names))


def in_days(planned: list[Planned]) -> list[tuple[datetime, list[Planned]]]:
    """By the day on the clock of the reader, the first of them."""
    days: dict[object, list[Planned]] = {}
    for mail in planned[:SHOWN]:
        days.setdefault(mail.at.date(), []).append(mail)
    return [(mails[0].at, mails) for mails in days.values()]
