"""Work that takes minutes, as a row: who took it, when it last gave a sign of life, how often it was tried."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Now


class BackgroundWorkQuerySet(models.QuerySet[Any]):
    ATTEMPTS = 3
    SILENT = timedelta(minutes=3)
    WAITING = timedelta(seconds=20)

    def open(self) -> BackgroundWorkQuerySet:
        return self.filter(ended_at__isnull=True)

    def take(self, pk: int) -> bool:
        """Whether the work is ours now: nobody has it, or who had it has been silent for too long."""
        free = models.Q(seen_at__isnull=True) | models.Q(seen_at__lt=Now() - self.SILENT)
        mine = self.open().filter(free, pk=pk, attempts__lt=self.ATTEMPTS)
        return bool(mine.update(seen_at=Now(), begun_at=Coalesce("begun_at", Now()), attempts=models.F("attempts") + 1))

    def left_lying(self) -> BackgroundWorkQuerySet:
        """What nobody took, or what somebody took and went silent over."""
        untaken = models.Q(seen_at__isnull=True, created_at__lt=Now() - self.WAITING)
        return self.open().filter(untaken | models.Q(seen_at__lt=Now() - self.SILENT))


class BackgroundWork(models.Model):
    """Work that takes minutes, as a row: who took it and when it last gave a sign of life. A task carries its id."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    objects = BackgroundWorkQuerySet.as_manager()

    class Meta:
        abstract = True
