"""Check-ins that were kept for long enough."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from checkins.models import CheckIn


def old_check_ins(before: datetime) -> QuerySet[CheckIn]:
    """Those from before a moment, but for the newest good one of each kind of a system: that stays for good."""
    newer = CheckIn.objects.filter(
        system=OuterRef("system"), kind=OuterRef("kind"), good=True, happened_at__gt=OuterRef("happened_at")
    )
    old = CheckIn.objects.filter(received_at__lt=before, taken_in=True)
    return old.exclude(~Exists(newer), good=True)
