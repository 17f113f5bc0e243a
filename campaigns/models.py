"""A campaign: a set of systems to be answered by a day, asked in waves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Asking
from systems.models import System


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def for_user(self, user: User) -> CampaignQuerySet:
        """A campaign is about the whole catalogue: who may see that sees all of them."""
        return self if user.may(Permission.VIEW_ALL_SYSTEMS) else self.none()


class Campaign(models.Model):
    """The systems that a list showed with `filters` on the day it began, whatever becomes of the list later."""

    name = models.CharField(_("name"), max_length=120)
    filters = models.CharField(max_length=2000, blank=True)  # the query of the list's address
    due_on = models.DateField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class Wave(models.Model):
    """The part of a campaign's owners that is asked on one day; all of one owner's systems are in one wave."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    due_on = models.DateField()
    begun_at = models.DateTimeField(null=True, blank=True)
    asking = models.OneToOneField(Asking, on_delete=models.PROTECT, null=True, related_name="wave")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("campaign", "number"), name="wave_once"),)

    def __str__(self) -> str:
        return f"wave {self.number} of {self.campaign_id}"


class CampaignSystem(models.Model):
    """That a system belongs to a campaign, in one of its waves; how far it was, once the campaign is closed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="places")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="places")
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="campaign_places")
    step = models.PositiveSmallIntegerField(null=True, blank=True)  # campaigns.services.progress.Step
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("campaign", "system"), name="campaign_system_once"),)

    def __str__(self) -> str:
        return f"{self.system_id} in {self.campaign_id}"
