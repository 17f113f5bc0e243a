"""Systems nobody is reminded of, because an architect said so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import ReminderPause
from systems.models import System


def current_of(system: System) -> ReminderPause | None:
    pauses = ReminderPause.objects.current(timezone.localdate()).filter(system=system)
    return pauses.select_related("by").first()


def paused_systems(now: datetime) -> QuerySet[Any, Any]:
    """For `system__in` and `pk__in`."""
    return ReminderPause.objects.current(now.date()).order_by().values("system")
