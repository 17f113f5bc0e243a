"""The recovery policy: its versions, its drafts, and what a draft would change."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from background.limits import SIMULATION
from background.models import BackgroundWork
from systems.models import STRATEGY_LENGTH, System

LIVE_COPY_LENGTH = 12
"""Characters of a live copy's key, as many as a system's profile holds."""


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def for_user(self, user: User) -> PolicyVersionQuerySet:
        """Drafts are the architects' own; what was published everybody may read who may read the portfolio."""
        if user.may(Permission.EDIT_POLICY):
            return self
        return self.published() if user.may(Permission.VIEW_PORTFOLIO) else self.none()

    def published(self) -> PolicyVersionQuerySet:
        return self.filter(published_at__isnull=False).order_by("-published_at", "-id")

    def drafts(self) -> PolicyVersionQuerySet:
        return self.filter(published_at__isnull=True).order_by("-changed_at", "-id")


class PolicyVersion(models.Model):
    """A version of the recovery policy. The newest published one is in force; without any, the method's own default.

    A draft has no `published_at`, and a name of its own only once it is published. `revision` grows with every change
    of a draft, so that no change overwrites another unseen; a simulation says which revision it is about.
    """

    version = models.CharField(max_length=40, unique=True)
    document = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")

    def __str__(self) -> str:
        return self.version


class PolicySimulation(BackgroundWork):
    """What a draft of the policy would change, worked out against the policy in force, before anybody is bound."""

    limits = SIMULATION

    policy = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="simulations")
    revision = models.PositiveIntegerField()
    against = models.CharField(max_length=40)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"simulation of {self.policy_id}"


class SimulatedChange(models.Model):
    """One system that a draft would change. Codes of findings stand between spaces, so that one can be looked for."""

    simulation = models.ForeignKey(PolicySimulation, on_delete=models.CASCADE, related_name="changes")
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    strategy_before = models.CharField(max_length=STRATEGY_LENGTH, blank=True)
    strategy_after = models.CharField(max_length=STRATEGY_LENGTH, blank=True)
    copy_before = models.CharField(max_length=LIVE_COPY_LENGTH, blank=True)
    copy_after = models.CharField(max_length=LIVE_COPY_LENGTH, blank=True)
    interval_before = models.PositiveBigIntegerField(null=True)  # seconds between copies of the past
    interval_after = models.PositiveBigIntegerField(null=True)
    back_before = models.PositiveBigIntegerField(null=True)  # seconds until it is back once its site is lost
    back_after = models.PositiveBigIntegerField(null=True)
    data_back_before = models.PositiveBigIntegerField(null=True)  # and where its data are destroyed
    data_back_after = models.PositiveBigIntegerField(null=True)
    tier_before = models.PositiveSmallIntegerField(null=True)
    tier_after = models.PositiveSmallIntegerField(null=True)
    cost_before = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    cost_after = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    goes = models.TextField(blank=True)
    comes = models.TextField(blank=True)
    plan_changes = models.BooleanField(default=False)  # and not only what it costs or contradicts

    class Meta:
        ordering = ("system__name", "id")
        constraints = (models.UniqueConstraint(fields=("simulation", "system"), name="simulated_once"),)

    def __str__(self) -> str:
        return f"{self.system_id} in {self.simulation_id}"
