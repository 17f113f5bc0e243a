"""A sign of life that goes the whole way: scheduler, broker, worker, row."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models.functions import Now

from operations.limits import SIGN
from operations.models import Heartbeat

TASK = "operations.heartbeat"


def arrived(sent_at: float, worker: str) -> None:
    """Write down that a sign came. One that was overtaken by a later one changes nothing."""
    sent = datetime.fromtimestamp(sent_at, UTC)
    beat, new = Heartbeat.objects.get_or_create(name=SIGN, defaults={"sent_at": sent, "worker": worker})
    if not new and sent >= beat.sent_at:
        Heartbeat.objects.filter(pk=beat.pk).update(sent_at=sent, arrived_at=Now(), worker=worker)
