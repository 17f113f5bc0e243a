"""Background work as rows: what waits, who holds it, how often it was tried and how it ended."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from background.limits import LeaseLimits


class BackgroundWorkQuerySet(models.QuerySet[Any]):
    """Every moment is computed in the database, so that no machine's own clock matters."""

    def open(self) -> BackgroundWorkQuerySet:
        return self.filter(state__in=(self.model.PENDING, self.model.HELD))

    def due(self) -> BackgroundWorkQuerySet:
        """What may be claimed now."""
        return self.filter(state=self.model.PENDING, due_at__lte=Now())

    def left_lying(self) -> BackgroundWorkQuerySet:
        """What has been due for a while and was taken by nobody."""
        return self.filter(state=self.model.PENDING, due_at__lt=Now() - self.model.limits.waiting)

    def silent(self) -> BackgroundWorkQuerySet:
        """What is held by somebody who has given no sign of life for too long."""
        return self.filter(state=self.model.HELD, seen_at__lt=Now() - self.model.limits.silence)

    def failed(self) -> BackgroundWorkQuerySet:
        return self.filter(state=self.model.FAILED)

    def call_off(self, why: str = "") -> int:
        """End what is not needed any more; whoever holds it loses it. Returns how many."""
        return self.open().update(state=self.model.CANCELLED, ended_at=Now(), error=why)

    def begin_anew(self, **values: Any) -> int:
        """Make due at once, with all attempts before it. The count of claims goes on: an old claim stays lost."""
        fresh = {"due_at": Now(), "seen_at": None, "ended_at": None, "attempts": 0, "interruptions": 0}
        return self.update(state=self.model.PENDING, **(fresh | values))


class BackgroundWork(models.Model):
    """Work that one worker does at a time. A task carries its id; `background.services.leases` alone moves its state.

    `claims` grows with every claim, never goes back, and tells one claim from the next. `attempts` are the claims since
    somebody last began anew, `interruptions` those of them whose worker went silent. While it is held, `seen_at` is
    the last sign of life.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        HELD = "held"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    PENDING: ClassVar[str] = State.PENDING
    HELD: ClassVar[str] = State.HELD
    DONE: ClassVar[str] = State.DONE
    FAILED: ClassVar[str] = State.FAILED
    CANCELLED: ClassVar[str] = State.CANCELLED
    limits: ClassVar[LeaseLimits]

    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField(db_default=Now())
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    claims = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    interruptions = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    objects = BackgroundWorkQuerySet.as_manager()

    class Meta:
        abstract = True
