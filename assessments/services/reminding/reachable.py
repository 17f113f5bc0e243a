"""Who can be reminded at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import User
from assessments.services.absences import people_away
from notifications.models import OutgoingMail

TRIED_AGAIN = timedelta(days=28)
"""An address that refused a mail may have been mended without a word."""


def who_can_be_reached(now: datetime) -> QuerySet[User]:
    """All but those who are away, or whose address refused a mail lately."""
    refused = OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED, created_at__gt=now - TRIED_AGAIN)
    people: QuerySet[User] = User.objects.active().exclude(pk__in=people_away(now))
    return people.exclude(unreachable_since__isnull=False, pk__in=refused.order_by().values("recipient"))
