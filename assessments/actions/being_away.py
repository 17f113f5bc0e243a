"""An owner says that they are away, who answers meanwhile, and that they are back."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least, Now

from accounts.models import Absence, User
from accounts.services import audit
from accounts.services.zones import zone_of
from assessments.mail_kinds import STANDING_IN
from notifications.services.outgoing import owe


@transaction.atomic
def go_away(*, back_on: date, deputy: User | None, by: User) -> Absence:
    """From now until the morning of that day. Said anew it takes the place of what was said before; the same is once.

    The deputy is told by mail.
    """
    User.objects.select_for_update().get(pk=by.pk)
    current = Absence.objects.current().filter(person=by).first()
    if current is not None and (current.back_on, current.deputy_id) == (back_on, deputy.pk if deputy else None):
        return current
    _end(by)
    until = datetime.combine(back_on, time.min, zone_of(by.time_zone))
    absence = Absence.objects.create(person=by, deputy=deputy, back_on=back_on, until=until)
    detail = {"back_on": back_on, "deputy": deputy.email if deputy else ""}
    audit.record(by=by, action="person.away_with_deputy" if deputy else "person.away", about=by, detail=detail)
    if deputy is not None:
        owe(kind=STANDING_IN, key=f"{STANDING_IN}:{absence.pk}", recipient=deputy, context={"absence": absence.pk})
    return absence


@transaction.atomic
def come_back(*, by: User) -> None:
    """Before the day that was said. Twice is once."""
    User.objects.select_for_update().get(pk=by.pk)
    if Absence.objects.current().filter(person=by).exists():
        _end(by)
        audit.record(by=by, action="person.back", about=by)


def _end(person: User) -> None:
    Absence.objects.filter(person=person, ended_at=None).update(ended_at=Least(Now(), F("until")))
