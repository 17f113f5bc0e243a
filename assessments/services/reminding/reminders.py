"""Writing the mails that follow from how things stand. Each has a key of person and period, so that it is owed once.

The time comes from the database and the period from the recipient's own calendar: two schedulers, or one whose clock is
wrong, owe nothing twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from accounts.services.zones import zone_of
from assessments.mail_kinds import CONTRADICTIONS, PLEASE_ANSWER
from assessments.queries import GROWN_OLD, HANDED_BACK, TO_ANSWER, UNSET, to_answer
from assessments.services.absences import asked_instead, people_away
from assessments.services.justifications import lasting_numbers
from assessments.services.open_findings import open_for
from assessments.services.reminding.late_promises import tell_of_late_promises
from assessments.services.reminding.pauses import paused_systems
from assessments.services.reminding.reminded import (
    AGAIN,
    NEVER_CAME,
    asked_often_enough,
    on_its_occasion,
    write_down,
)
from background.services.clock import database_now
from notifications.models import OutgoingMail
from notifications.services.outgoing import owe_soon, owe_together
from notifications.services.working_time import works
from systems.models import Finding, Profile, System
from systems.queries import standing

SETTLING = timedelta(days=1)
"""So long a system that is new in the catalogue is left alone: an architect may still be sorting it."""
APART = timedelta(hours=12)
"""Late in the evening and early in the morning are two days, but not two mails."""
TRIED_AGAIN = timedelta(days=28)
"""An address that refused a mail may have been mended without a word."""


def remind() -> None:
    """Owe what is due now. Runs every minute, and at once after contradictions were found."""
    now = database_now()
    for person in _who_answers(_who_should_answer(now), now):
        _ask_again(person, now)
    for person in _who_answers(_who_should_know(now), now):
        _tell_of_contradictions(person, now)
    tell_of_late_promises(now)


def _who_answers(people: QuerySet[User], now: datetime) -> Iterator[User]:
    """Those of them who may, and who are at work now; the others come up again when they are."""
    people = people.prefetch_related("role_assignments")
    return (person for person in people if person.may(Permission.ANSWER_QUESTIONS) and works(person, now))


def _who_should_answer(now: datetime) -> QuerySet[User]:
    """Owners of systems without objectives, or approved too long ago, whom nobody has written to in the last week, and
    about one of them not as often as anybody is asked."""
    unanswered = UNSET & Q(profile__answer_state__in=(*TO_ANSWER, Profile.AnswerState.NOT_ASKED))
    waiting = System.objects.in_use().filter(unanswered | GROWN_OLD, created_at__lte=now - SETTLING)
    waiting = waiting.exclude(HANDED_BACK).exclude(pk__in=paused_systems(now))
    waiting = on_its_occasion(waiting, now).exclude(asked_often_enough())
    people = _who_can_be_reached(now).filter(pk__in=waiting.order_by().values("asked"))  # type: ignore[misc]
    return people.exclude(pk__in=_written(PLEASE_ANSWER, now).values("recipient"))


def _who_can_be_reached(now: datetime) -> QuerySet[User]:
    """All but those who are away, or whose address refused a mail lately."""
    refused = OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED, created_at__gt=now - TRIED_AGAIN)
    people: QuerySet[User] = User.objects.active().exclude(pk__in=people_away(now))
    return people.exclude(unreachable_since__isnull=False, pk__in=refused.order_by().values("recipient"))


def _written(kind: str, now: datetime) -> QuerySet[OutgoingMail]:
    recent = OutgoingMail.objects.filter(kind=kind, created_at__gt=now - AGAIN)
    return recent.exclude(state=OutgoingMail.State.CANCELLED).order_by()


def _ask_again(person: User, now: datetime) -> None:
    year, week, _ = now.astimezone(zone_of(person.time_zone)).isocalendar()
    with transaction.atomic():
        mail = owe_together(kind=PLEASE_ANSWER, key=f"{PLEASE_ANSWER}:{person.pk}:{year}-W{week:02}", recipient=person)
        write_down(mail, to_answer(person).exclude(pk__in=paused_systems(now)))


def _who_should_know(now: datetime) -> QuerySet[User]:
    """Owners of systems whose answers contradict something, but for those who were told only hours ago."""
    troubled = Profile.objects.filter(standing.contradicted(""), standing.answered(""))
    troubled = troubled.exclude(system__status=System.Status.RETIRED).exclude(system__in=paused_systems(now))
    owners = troubled.annotate(asked=asked_instead("system__owner", now)).order_by().values("asked")
    lately = _written(CONTRADICTIONS, now).filter(created_at__gt=now - APART).values("recipient")
    return _who_can_be_reached(now).filter(pk__in=owners).exclude(pk__in=lately)


def _tell_of_contradictions(person: User, now: datetime) -> None:
    """One mail a day at most; and only if there is something in it that the last one did not say."""
    findings = open_for(person, without=paused_systems(now))
    fingerprints = sorted(_fingerprint(finding) for finding in findings)
    if not fingerprints or not _is_news(person, set(fingerprints)):
        return
    day = now.astimezone(zone_of(person.time_zone)).date()
    with transaction.atomic():
        owe_soon(
            kind=CONTRADICTIONS,
            key=f"{CONTRADICTIONS}:{person.pk}:{day}",
            recipient=person,
            context={"fingerprints": fingerprints},
        )


def _is_news(person: User, fingerprints: set[str]) -> bool:
    told = OutgoingMail.objects.filter(kind=CONTRADICTIONS, recipient=person)
    last = told.exclude(state__in=NEVER_CAME).order_by("-created_at").first()
    return last is None or not fingerprints <= set(last.context.get("fingerprints", ()))


def _fingerprint(finding: Finding) -> str:
    numbers = lasting_numbers(finding.read)
    identity = json.dumps([finding.system_id, finding.code, finding.subject, numbers], sort_keys=True)
    return hashlib.sha256(identity.encode()).hexdigest()[:16]
