"""What was derived for each system: its profile and its findings."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recovery.messages import Text
from recovery.results import Offer
from systems.models.catalogue import System
from systems.models.objective_columns import objective_check
from systems.models.plan_columns import PlanColumns

PLAN_MARK_LENGTH = 16


class Profile(PlanColumns):
    """What was derived for a system; written by `derivation` alone; `stale_since`: derive it again."""

    class AnswerState(models.TextChoices):
        NOT_ASKED = "not_asked", _("not asked yet")
        ASKED = "asked", _("asked")
        ANSWERING = "answering", _("being answered")
        IN_REVIEW = "in_review", _("in review")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")

    AWAITED = (AnswerState.ASKED, AnswerState.ANSWERING, AnswerState.RETURNED)
    """The owner is to do something."""
    UNANSWERED = (AnswerState.NOT_ASKED, AnswerState.ASKED)
    """No answer exists, not even one that is still being written."""

    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="profile", primary_key=True)
    answer_state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.NOT_ASKED)
    blocks = models.PositiveSmallIntegerField(default=0)
    warns = models.PositiveSmallIntegerField(default=0)
    informs = models.PositiveSmallIntegerField(default=0)
    plan_mark = models.CharField(max_length=PLAN_MARK_LENGTH, blank=True)
    approved_mark = models.CharField(max_length=PLAN_MARK_LENGTH, blank=True)
    """The mark of objectives and plan as they are, and as they were last approved; written by `assessments`."""
    inputs_hash = models.CharField(max_length=64, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            objective_check("rto"),
            objective_check("rpo"),
            models.CheckConstraint(
                condition=models.Q(cost_tier__isnull=True) | models.Q(cost_tier__range=(1, 9)),
                name="profile_tier_range",
            ),
        )
        indexes = (
            models.Index(fields=("stale_since",), name="profile_stale"),
            models.Index(fields=("strategy",), name="profile_strategy"),
            models.Index(fields=("cost_tier",), name="profile_tier"),
            models.Index(fields=("answer_state",), name="profile_answer_state"),
            models.Index(fields=("rto_state", "rto_seconds"), name="profile_rto"),
            models.Index(fields=("rpo_state", "rpo_seconds"), name="profile_rpo"),
            models.Index(fields=("blocks",), name="profile_blocks"),
            # All that the catalogue and the portfolio count, filter and sort by: they never read the wide rows with
            # their record.
            models.Index(
                fields=(
                    "system",
                    "answer_state",
                    "blocks",
                    "warns",
                    "informs",
                    "rto_state",
                    "rto_seconds",
                    "rpo_state",
                    "rpo_seconds",
                    "strategy",
                    "cost_tier",
                    "yearly_cost",
                ),
                name="profile_counted",
            ),
        )

    def __str__(self) -> str:
        return f"profile of {self.system_id}"


class FindingQuerySet(models.QuerySet["Finding"]):
    def open(self) -> FindingQuerySet:
        return self.filter(resolved_at__isnull=True)

    def resolve(self, at: datetime) -> None:
        """They are not found any more. To be called before the profile says of this derivation that it was made."""
        derived = Profile.objects.filter(pk=models.OuterRef("system_id")).values("derived_at")
        self.update(resolved_at=at, last_seen_at=Coalesce(models.Subquery(derived), "first_seen_at"))


class Finding(models.Model):
    """A contradiction that was found. It keeps its identity (system, code, subject) over derivations."""

    class Severity(models.TextChoices):
        BLOCKS = "blocks", _("blocks approval")
        WARNS = "warns", _("worth a look")
        INFORMS = "informs", _("good to know")

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    subject = models.CharField(
        max_length=60, blank=True
    )  # the other system or the objective it speaks of, when a rule can fire twice
    severity = models.CharField(max_length=8, choices=Severity.choices)
    position = models.PositiveSmallIntegerField(default=0)  # the place in the method's table
    text = models.JSONField(default=dict)  # recovery.messages.Text: code and values
    read = models.JSONField(default=dict)
    offers = models.JSONField(default=list)
    justifiable = models.BooleanField(default=True)
    resolver = models.CharField(max_length=20, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)  # of all that it says
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(
        null=True, blank=True
    )  # none while open: every derivation of the system sees it
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=("system", "code", "subject"), name="finding_identity"),)
        indexes = (
            models.Index(fields=("system",), condition=models.Q(resolved_at=None), name="finding_open_of_system"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.system_id}"

    def message(self) -> Text:
        """What does not fit together, to be worded for its reader."""
        return Text.from_record(self.text)

    @property
    def variant(self) -> str:
        """Which wording of its rule it has."""
        return str(self.text.get("code", "")).partition(".")[2]

    def ways_out(self) -> tuple[Offer, ...]:
        return tuple(Offer.from_record(offer) for offer in self.offers)
