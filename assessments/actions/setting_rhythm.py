"""An administrator sets when and how often people are reminded."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from notifications.models import ReminderRhythm
from notifications.services.rhythm import Rhythm, in_force


@transaction.atomic
def set_rhythm(*, rhythm: Rhythm, by: User) -> ReminderRhythm | None:
    """From now on. What is set already is not set again; what was before stays as a row, and stands in the trail."""
    audit.locked_head()
    before, after = _facts(in_force()), _facts(rhythm)
    if before == after:
        return None
    row = ReminderRhythm.objects.create(**after, by=by)
    changed = [name for name in after if after[name] != before[name]]
    detail = {
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
    }
    audit.record(by=by, action="reminders.rhythm_set", about=row, detail=detail)
    return row


def _facts(rhythm: Rhythm) -> dict[str, Any]:
    working = rhythm.working
    return {
        "days": list(rhythm.days),
        "head_after": rhythm.head_after,
        "begins": working.begins,
        "ends": working.ends,
        "weekdays": sorted(working.days),
        "holidays": working.place,
    }
