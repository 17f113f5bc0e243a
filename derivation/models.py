"""Parts of the catalogue that are derived as a whole."""

from __future__ import annotations

from django.db import models

from background.limits import BATCH
from background.models import BackgroundWork


class DerivationBatch(BackgroundWork):
    """A batch of the catalogue, by number, that is derived as it is, without what hangs on it: the other batches
    do that. `mark` is the staleness that they take away; none when they were laid out for a new policy."""

    limits = BATCH

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    mark = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.first_id} to {self.last_id}"
