"""The reminders of the next thirty days, if nobody answers meanwhile: planned by what sends them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from accounts.models import User
from accounts.permissions import Permission
from assessments.services.reminding.heads import for_a_head
from assessments.services.reminding.planning import Reader, Unanswered, mails_to_head, mails_until
from assessments.services.reminding.reachable import who_can_be_reached
from assessments.services.reminding.unanswered import by_reader, readers, unanswered_systems
from notifications.services.rhythm import Rhythm

AHEAD = timedelta(days=30)
SHOWN, NAMED = 200, 3


@dataclass(frozen=True, slots=True)
class Planned:
    """One mail: when, on the clock of its reader, to whom, and of which systems it speaks. It goes to the head of their
    unit where `in_vain`: their owners were asked as often as anybody is."""

    at: datetime
    person: User
    names: tuple[str, ...]
    more: int
    in_vain: bool = False


Waiting = dict[int, list[Unanswered]]


def planned_mails(rhythm: Rhythm, now: datetime) -> list[Planned]:
    """In their order. Who is away, or gets no mail, and systems at rest are left out."""
    unanswered = by_reader(unanswered_systems(now))
    found = [*_to_owners(unanswered, rhythm, now)]
    found += _to_heads([each for theirs in unanswered.values() for each in theirs], rhythm, now)
    return sorted(found, key=lambda mail: (mail.at, mail.person.email))


def _to_owners(unanswered: Waiting, rhythm: Rhythm, now: datetime) -> Iterator[Planned]:
    """What each is asked, which is written into `unanswered` as if it had been."""
    people = who_can_be_reached(now).filter(pk__in=unanswered).prefetch_related("role_assignments")
    asked = [person for person in people if person.may(Permission.ANSWER_QUESTIONS)]
    reading = readers(asked, rhythm)
    for person in asked:
        reader, theirs = reading[person.pk], {each.system: each for each in unanswered[person.pk]}
        for at, spoken in mails_until(now + AHEAD, [*theirs.values()], reader, rhythm, now):
            yield _planned(at, person, reader, spoken)
            theirs |= {each.system: replace(each, asked=(*each.asked, at)) for each in spoken}
        unanswered[person.pk] = [*theirs.values()]


def _to_heads(unanswered: list[Unanswered], rhythm: Rhythm, now: datetime) -> Iterator[Planned]:
    heads = dict(for_a_head(now).order_by().values_list("pk", "business_unit__head"))
    people = list(who_can_be_reached(now).filter(pk__in=heads.values()))
    reading = readers(people, rhythm)
    for person in people:
        theirs = [each for each in unanswered if heads.get(each.system) == person.pk]
        for at, spoken in mails_to_head(now + AHEAD, theirs, reading[person.pk], rhythm, now):
            yield _planned(at, person, reading[person.pk], spoken, in_vain=True)


def _planned(
    at: datetime, person: User, reader: Reader, spoken: Sequence[Unanswered], *, in_vain: bool = False
) -> Planned:
    names = tuple(each.name for each in spoken[:NAMED])
    return Planned(at.astimezone(reader.zone), person, names, len(spoken) - len(names), in_vain)


def in_days(planned: list[Planned]) -> list[tuple[datetime, list[Planned]]]:
    """By the day on the clock of the reader, the first of them."""
    days: dict[object, list[Planned]] = {}
    for mail in planned[:SHOWN]:
        days.setdefault(mail.at.date(), []).append(mail)
    return [(mails[0].at, mails) for mails in days.values()]
