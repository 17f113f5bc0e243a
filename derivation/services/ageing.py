"""What time alone changes: an exercise or an approval grows too old on a day on which nobody touches the system."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Now

from systems.models import Profile, System

ONCE_IN = timedelta(days=1)


def mark_aged() -> int:
    """Mark what was last derived more than a day ago, for the sweep to derive; the number of systems."""
    settled = Profile.objects.filter(stale_since__isnull=True, derived_at__lt=Now() - ONCE_IN)
    aged = settled.exclude(system_id__in=System.objects.retired().values("pk"))
    return aged.update(stale_since=Now(), attempts=0)
