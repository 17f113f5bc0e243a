"""Writing the mails that follow from how things stand. Each has a key of person and period, so that it is owed once.

The time comes from the database and the period from the recipient's own calendar: two schedulers, or one whose clock is
wrong, owe nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission
from accounts.services.zones import zone_of
from assessments.mail_kinds import CONTRADICTIONS, PLEASE_ANSWER
from assessments.queries import to_answer
from assessments.services.absences import asked_instead
from assessments.services.open_findings import open_for
from assessments.services.reminding.exercises_due import tell_of_due_exercises
from assessments.services.reminding.heads import tell_heads
from assessments.services.reminding.late_promises import tell_of_late_promises
from assessments.services.reminding.news import fingerprint, is_news, written
from assessments.services.reminding.pauses import paused_systems
from assessments.services.reminding.planning import next_mail
from assessments.services.reminding.reachable import who_can_be_reached
from assessments.services.reminding.reminded import asked_often_enough, write_down
from assessments.services.reminding.unanswered import SETTLING, by_reader, readers, unanswered_systems
from background.services.clock import database_now
from notifications.services.outgoing import owe_soon, owe_together
from notifications.services.rhythm import Rhythm, in_force
from notifications.services.working_time import works
from systems.models import Profile, System
from systems.queries import standing

APART = timedelta(hours=12)
"""Late in the evening and early in the morning are two days, but not two mails."""


def remind() -> None:
    """Owe what is due now. Runs every minute, and at once after contradictions were found."""
    now, rhythm = database_now(), in_force()
    tell_heads(now, rhythm)
    for person in _who_should_answer(now, rhythm):
        _ask_again(person, now, rhythm)
    for person in _who_answers(_who_should_know(now), now, rhythm):
        _tell_of_contradictions(person, now)
    tell_of_late_promises(now)
    tell_of_due_exercises(now, rhythm)


def _who_answers(people: QuerySet[User], now: datetime, rhythm: Rhythm) -> Iterator[User]:
    """Those of them who may, and who are at work now; the others come up again when they are."""
    people = people.prefetch_related("role_assignments")
    return (
        person for person in people if person.may(Permission.ANSWER_QUESTIONS) and works(person, now, rhythm.working)
    )


def _who_should_answer(now: datetime, rhythm: Rhythm) -> Iterator[User]:
    """Those to whom a mail is due by now. The database narrows down whom to look at, planning decides."""
    waiting = unanswered_systems(now).filter(created_at__lte=now - SETTLING)
    waiting = waiting.exclude(asked_often_enough(len(rhythm.days)))
    people = who_can_be_reached(now).filter(pk__in=waiting.order_by().values("asked"))  # type: ignore[misc]
    recent = written(PLEASE_ANSWER, now - rhythm.shortest_gap)
    found = list(_who_answers(people.exclude(pk__in=recent.values("recipient")), now, rhythm))
    if not found:
        return
    theirs = waiting.filter(asked__in=[person.pk for person in found])  # type: ignore[misc]
    unanswered, reading = by_reader(theirs), readers(found, rhythm)
    for person in found:
        moment = next_mail(unanswered.get(person.pk, ()), reading[person.pk], rhythm, now)
        if moment is not None and moment <= now:
            yield person


@transaction.atomic
def _ask_again(person: User, now: datetime, rhythm: Rhythm) -> None:
    """The person's row is held, so that two schedulers on two sides of a midnight owe one."""
    User.objects.select_for_update().get(pk=person.pk)
    if written(PLEASE_ANSWER, now - rhythm.shortest_gap).filter(recipient=person).exists():
        return
    day = now.astimezone(zone_of(person.time_zone)).date()
    mail = owe_together(kind=PLEASE_ANSWER, key=f"{PLEASE_ANSWER}:{person.pk}:{day}", recipient=person)
    write_down(mail, to_answer(person).exclude(pk__in=paused_systems(now)))


def _who_should_know(now: datetime) -> QuerySet[User]:
    """Owners of systems whose answers contradict something, but for those who were told only hours ago."""
    troubled = Profile.objects.filter(standing.contradicted(""), standing.answered(""))
    troubled = troubled.exclude(system__status=System.Status.RETIRED).exclude(system__in=paused_systems(now))
    owners = troubled.annotate(asked=asked_instead("system__owner", now)).order_by().values("asked")
    lately = written(CONTRADICTIONS, now - APART).values("recipient")
    return who_can_be_reached(now).filter(pk__in=owners).exclude(pk__in=lately)


def _tell_of_contradictions(person: User, now: datetime) -> None:
    """One mail a day at most; and only if there is something in it that the last one did not say."""
    findings = open_for(person, without=paused_systems(now))
    fingerprints = sorted(fingerprint(finding) for finding in findings)
    if not fingerprints or not is_news(CONTRADICTIONS, person, set(fingerprints)):
        return
    day = now.astimezone(zone_of(person.time_zone)).date()
    with transaction.atomic():
        owe_soon(
            kind=CONTRADICTIONS,
            key=f"{CONTRADICTIONS}:{person.pk}:{day}",
            recipient=person,
            context={"fingerprints": fingerprints},
        )
