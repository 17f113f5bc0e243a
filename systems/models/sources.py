"""Lists that the portal fetches by itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from background.limits import SOURCE
from background.models import BackgroundWork, BackgroundWorkQuerySet


class ImportSourceQuerySet(BackgroundWorkQuerySet):
    def fallen_due(self) -> ImportSourceQuerySet:
        """Those whose next time has come, and that nobody is fetching."""
        return self.filter(ended_at__isnull=False, next_at__lte=Now())


class ImportSource(BackgroundWork):
    """A list that is fetched each day or week, from an address of the web or a file in the folder of imports.

    It comes in as if `person` had brought it, with the columns taken as they said last. A fetch is the work: after it
    the row rests until `next_at`. `error` says why the last one failed.
    """

    class Every(models.TextChoices):
        DAY = "day", _("every day")
        WEEK = "week", _("every week")

    limits = SOURCE

    name = models.CharField(max_length=80, unique=True)
    place = models.CharField(max_length=500)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_sources")
    every = models.CharField(max_length=4, choices=Every.choices, default=Every.WEEK)
    applies = models.BooleanField(default=False)  # what nobody has to look at goes in by itself
    next_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)  # the last time that it went well
    sha256 = models.CharField(max_length=64, blank=True)  # of the bytes that came in last

    objects = ImportSourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
