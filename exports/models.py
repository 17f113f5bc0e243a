"""Files that are made in the background, or were, for the one person who asked for them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from background.limits import FILE
from background.models import BackgroundWork, BackgroundWorkQuerySet

REMEMBERED = timedelta(days=30)
"""So long the page of a file says what became of it."""


class ExportedFileQuerySet(BackgroundWorkQuerySet):
    def for_user(self, user: User) -> ExportedFileQuerySet:
        """A file is for who asked for it, and nobody else."""
        return self.filter(person=user)

    def past_keeping(self) -> ExportedFileQuerySet:
        """What was kept for as long as the portal keeps files."""
        kept = timedelta(hours=settings.EXPORT_KEPT_HOURS)
        return self.exclude(stored="").filter(ended_at__lt=Now() - kept)

    def forgotten(self) -> ExportedFileQuerySet:
        return self.filter(stored="", ended_at__lt=Now() - REMEMBERED)


class ExportedFile(BackgroundWork):
    """A file in the making: `done` of `total` rows are written. While it is kept, `stored` is its name on the shelf.

    `scope` are the systems that the person might know of when it was begun, None when that was all of them.
    """

    limits = FILE

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=20)  # what it holds, see `exports.services.kinds`
    format = models.CharField(max_length=20)
    query = models.TextField(blank=True)  # filters and order, as the page's address has them
    language = models.CharField(max_length=10)
    scope = models.JSONField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    stored = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=120, blank=True)  # as the person gets it
    size = models.PositiveBigIntegerField(default=0)  # in bytes

    objects = ExportedFileQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("person", "state"), name="file_by_person"),)

    def __str__(self) -> str:
        return f"{self.kind} as {self.format} for {self.person_id}"
