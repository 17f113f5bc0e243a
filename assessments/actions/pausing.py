"""An architect says that nobody is reminded of a system for a while, and lets it go on."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit
from assessments.models import ReminderPause
from systems.models import System


@transaction.atomic
def pause_reminders(*, system: System, until: date | None, reason: str, by: User) -> ReminderPause:
    """Until that day, or until somebody says otherwise. Said anew it takes the place of what was said before."""
    System.objects.select_for_update(of=("self",)).get(pk=system.pk)
    before = ReminderPause.objects.filter(system=system, ended_at=None)
    same = before.filter(until=until, reason=reason).first()
    if same is not None:
        return same
    before.update(ended_at=Now())
    pause = ReminderPause.objects.create(system=system, until=until, reason=reason, by=by)
    detail = {"until": until, "reason": reason}
    action = "reminders.paused_until" if until else "reminders.paused"
    audit.record(by=by, action=action, about=system, detail=detail)
    return pause


@transaction.atomic
def resume_reminders(*, system: System, by: User) -> None:
    """Twice is once."""
    if ReminderPause.objects.filter(system=system, ended_at=None).update(ended_at=Now()):
        audit.record(by=by, action="reminders.resumed", about=system)
