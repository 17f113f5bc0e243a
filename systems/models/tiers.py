"""What a company calls its tiers, and the objectives that each stands for."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from systems.models.objective_columns import Seconds

LONGEST = 60


class Tier(models.Model):
    """Filled in once by an architect. An import reads the tiers of its rows by it; what was proposed before stays."""

    name = models.CharField(max_length=LONGEST)
    rto_seconds = models.PositiveBigIntegerField()
    rpo_seconds = Seconds()

    class Meta:
        ordering = ("rto_seconds", "name")
        constraints = (models.UniqueConstraint(Lower("name"), name="tier_named_once"),)

    def __str__(self) -> str:
        return self.name
