"""What lists say about the objectives of a system: proposals, until somebody answers for it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from systems.models.catalogue import System
from systems.models.objective_columns import Seconds

PROPOSED = ("rto", "rpo", "mtd", "wrt")
"""The measures that a list may propose, by their names in the method."""


class Proposal(models.Model):
    """Never an answer: nothing is derived from it, and an owner who confirms it gives an answer of their own.

    `source` is the file that said it last.
    """

    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="proposal", primary_key=True)
    rto_seconds = Seconds()
    rpo_seconds = Seconds()
    mtd_seconds = Seconds()
    wrt_seconds = Seconds()
    source = models.CharField(max_length=200)
    brought_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"proposal for {self.system_id}"

    @property
    def seconds(self) -> dict[str, int]:
        """By measure; only what the list says."""
        found = {name: getattr(self, f"{name}_seconds") for name in PROPOSED}
        return {name: value for name, value in found.items() if value is not None}
