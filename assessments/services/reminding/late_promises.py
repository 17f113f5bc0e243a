"""Telling of promises whose day has gone by: who promised, once for each promise and day, and the architect.

Each reads it in their own working time; what was kept until then is not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.services.zones import zone_of
from assessments.mail_kinds import PROMISE_LATE
from assessments.models import Commitment, Decision
from assessments.services.absences import reader_of
from assessments.services.reminding.pauses import paused_systems
from notifications.services import rhythm
from notifications.services.outgoing import owe_together
from notifications.services.working_time import moment_for
from systems.models import System


def tell_of_late_promises(now: datetime) -> None:
    """Owe what is due now. The day ends where the person who promised lives."""
    latest = now.date() + timedelta(days=1)
    rows = Commitment.objects.filter(Commitment.OPEN, late_told_at=None, due_on__lt=latest)
    rows = rows.exclude(system__in=System.objects.retired()).exclude(system__in=paused_systems(now))
    for each in rows.select_related("by", "system"):
        if each.due_on < now.astimezone(zone_of(each.by.time_zone)).date():
            _tell(each, now)


@transaction.atomic
def _tell(commitment: Commitment, now: datetime) -> None:
    """Only one of several schedulers marks it as told, and only that one owes the mails."""
    if not Commitment.objects.filter(pk=commitment.pk, late_told_at=None).update(late_told_at=now):
        return
    people = {each.pk: each for each in (*_who_promised(commitment), *_architects(commitment.system))}
    for person in people.values():
        key = f"{PROMISE_LATE}:{commitment.pk}:{commitment.due_on}:{person.pk}"
        said = {f"promise-{commitment.pk}": True}
        when = moment_for(person, now, rhythm.in_force().working)
        owe_together(kind=PROMISE_LATE, key=key, recipient=person, context=said, not_before=when)


def _who_promised(commitment: Commitment) -> Iterator[User]:
    if User.objects.active().filter(pk=commitment.by_id).exists():
        yield reader_of(commitment.by)


def _architects(system: System) -> list[User]:
    """Who decided about its answers last, as long as they review; otherwise all who do."""
    active = User.objects.active().prefetch_related("role_assignments")
    last = Decision.objects.filter(assessment__system=system).order_by("-at", "-id").values("by")[:1]
    people = [*active.filter(pk__in=list(last.values_list("by", flat=True)))]
    return [person for person in people if person.may(Permission.REVIEW)] or [
        person for person in active.order_by("id") if person.may(Permission.REVIEW)
    ]
