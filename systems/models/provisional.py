"""The plan that would follow from what a list proposes, while nobody has answered."""

from __future__ import annotations

from django.db import models

from systems.models.catalogue import System
from systems.models.objective_columns import objective_check
from systems.models.plan_columns import PlanColumns


class ProvisionalPlan(PlanColumns):
    """Derived from a proposal; written by `derivation` alone. It stands beside the profile, never in it: whatever
    counts, approves, reminds or reads objectives reads the profile, which knows nothing of it.

    `source` is the file that proposed them. Whether it may be shown says `systems.queries.provisional`.
    """

    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="provisional", primary_key=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (objective_check("rto"), objective_check("rpo"))

    def __str__(self) -> str:
        return f"provisional plan of {self.system_id}"
