"""What time alone makes overdue: nobody calls, and that is the news."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, IntegerField, Q, Value
from django.db.models.functions import Cast, Least

from background.services.clock import database_now
from checkins.models import CheckInAddress
from systems.models import Profile, System
from systems.services.staleness import mark_stale

SURELY = timedelta(minutes=1)
"""Ages are told down to the minute, so that by now it is older than it may be whichever way that is reckoned."""
# As an integer of four bytes, which every database multiplies by an interval; so much are 68 years.
SECONDS = Cast(Least("copy_due_seconds", 2**31 - 1), IntegerField())
AGE_ALLOWED = ExpressionWrapper(SECONDS * Value(timedelta(seconds=1)), output_field=DurationField())
FELL_DUE = ExpressionWrapper(
    F("system__measured__newest_copy_at") + AGE_ALLOWED + Value(SURELY), output_field=DateTimeField()
)


@transaction.atomic
def mark_overdue() -> int:
    """Mark the systems whose newest copy fell due since their plan was last derived; how many. Two queries."""
    awaited = CheckInAddress.objects.filter(revoked_at=None).values("system_id")
    settled = Profile.objects.filter(
        stale_since=None, copy_due_seconds__isnull=False, system__measured__newest_copy_at__isnull=False
    ).exclude(system__status=System.Status.RETIRED)
    due = settled.filter(system_id__in=awaited).annotate(fell_due=FELL_DUE)
    late = due.filter(Q(fell_due__lt=database_now()), Q(derived_at__lt=F("fell_due")))
    ids = list(late.order_by().values_list("pk", flat=True))
    mark_stale(ids)
    return len(ids)
