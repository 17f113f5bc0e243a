"""Signs of life: that what the scheduler hands over arrives, by the way that all work takes."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Heartbeat(models.Model):
    """The newest sign: handed over by the scheduler at `sent_at`, written by a worker at `arrived_at`."""

    name = models.CharField(max_length=40, unique=True)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField(db_default=Now())
    worker = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
