"""How the recovery of a system was exercised, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from systems.models.catalogue import System
from systems.models.objective_columns import Seconds


class Exercise(models.Model):
    """A test of the recovery, with what was actually reached (ISO 22301, ISO 22398)."""

    class Kind(models.TextChoices):
        """The disruption that was tried: a lost site, or lost data. A table-top measures neither."""

        FAILOVER = "failover", _("switched over to another place")
        DATA_RESTORE = "data_restore", _("data brought back from copies")
        TABLE_TOP = "table_top", _("talked through at a table")

    MEASURING = (Kind.FAILOVER, Kind.DATA_RESTORE)

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="exercises")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.FAILOVER)
    performed_on = models.DateField(_("performed on"))
    scope = models.TextField(_("what was tried"), max_length=500, blank=True)
    people = models.TextField(_("who took part"), max_length=500, blank=True)
    rta_seconds = Seconds(_("recovery took"))
    rpa_seconds = Seconds(_("data lost"))
    note = models.TextField(_("what was learnt"), max_length=1000, blank=True)
    evidence_link = models.CharField(_("evidence"), max_length=500, blank=True)
    evidence_file = models.FileField(_("evidence as a file"), upload_to="evidence/", blank=True)
    """Stored under a name of its own; what its owner called it is `evidence_name`."""
    evidence_name = models.CharField(_("name of the file"), max_length=200, blank=True)

    class Meta:
        ordering = ("-performed_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(evidence_link="")
                | models.Q(evidence_link__istartswith="http://")
                | models.Q(evidence_link__istartswith="https://"),
                name="exercise_evidence_on_the_web",
            ),
        )

    def __str__(self) -> str:
        return f"exercise of {self.system_id} on {self.performed_on}"
