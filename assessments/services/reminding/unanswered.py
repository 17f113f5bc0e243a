"""The systems about which somebody is to be reminded, with how often they were, as planning wants to know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Max, Q

from accounts.models import User
from accounts.services.zones import zone_of
from assessments.mail_kinds import PLEASE_ANSWER
from assessments.models import Reminder
from assessments.queries import GROWN_OLD, HANDED_BACK, TO_ANSWER, UNSET
from assessments.services.reminding.pauses import paused_systems
from assessments.services.reminding.planning import Reader, Unanswered
from assessments.services.reminding.reminded import NEVER_CAME, on_its_occasion
from notifications.models import OutgoingMail
from notifications.services.rhythm import Rhythm
from notifications.services.working_time import as_kept_by
from systems.models import Profile, System, SystemQuerySet

SETTLING = timedelta(days=1)
"""So long a system that is new in the catalogue is left alone: an architect may still be sorting it."""


def unanswered_systems(now: datetime) -> SystemQuerySet:
    """Those without objectives, or approved too long ago, that nobody says are somebody else's and that do not rest."""
    unanswered = UNSET & Q(profile__answer_state__in=(*TO_ANSWER, Profile.AnswerState.NOT_ASKED))
    waiting = System.objects.in_use().filter(unanswered | GROWN_OLD)
    return on_its_occasion(waiting.exclude(HANDED_BACK).exclude(pk__in=paused_systems(now)), now)


def by_reader(systems: SystemQuerySet) -> dict[int, list[Unanswered]]:
    """What waits for whom is asked now."""
    rows = list(
        systems.exclude(asked=None)  # type: ignore[misc]
        .order_by("name", "pk")
        .values_list("pk", "name", "created_at", "asked", "round", "old")
    )
    asked = _asked(systems)
    found: dict[int, list[Unanswered]] = defaultdict(list)
    for pk, name, created_at, person, round_, old in rows:
        times = tuple(sorted(asked.get((pk, person, round_, bool(old)), ())))
        found[person].append(Unanswered(pk, name, created_at + SETTLING, times))
    return dict(found)


def _asked(systems: SystemQuerySet) -> Mapping[tuple[int, int, int, bool], list[datetime]]:
    reminders = Reminder.objects.filter(system__in=systems.order_by().values("pk")).exclude(mail__state__in=NEVER_CAME)
    found: dict[tuple[int, int, int, bool], list[datetime]] = defaultdict(list)
    for *key, at in reminders.values_list("system", "person", "assessment", "old", "mail__created_at"):
        found[tuple(key)].append(at)  # type: ignore[index]
    return found


def readers(people: list[User], rhythm: Rhythm) -> dict[int, Reader]:
    mails = OutgoingMail.objects.filter(kind=PLEASE_ANSWER, recipient__in=people)
    mails = mails.exclude(state=OutgoingMail.State.CANCELLED).order_by()
    last = dict(mails.values_list("recipient").annotate(Max("created_at")))
    return {
        person.pk: Reader(zone_of(person.time_zone), as_kept_by(person, rhythm.working), last.get(person.pk))
        for person in people
    }
