"""Mail rests after the portal was restored, until somebody has looked at what waits."""

from __future__ import annotations

from datetime import datetime

from django.db.models.functions import Now

from notifications.models import DeliveryPause, OutgoingMail


def begin(copy_made_at: datetime) -> int:
    """From now on nothing goes out. Returns how many mails wait already."""
    DeliveryPause.objects.filter(ended_at=None).update(ended_at=Now())
    DeliveryPause.objects.create(copy_made_at=copy_made_at)
    return OutgoingMail.objects.open().count()


def current() -> DeliveryPause | None:
    return DeliveryPause.objects.filter(ended_at=None).first()
