"""What protects a system today, as far as somebody has said it, and who was asked to say it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from systems.models.catalogue import System
from systems.models.objective_columns import Seconds

STRATEGY_LENGTH = 40


class Protection(models.Model):
    """Empty fields have not been said; they are never taken for “no”."""

    class LiveCopy(models.TextChoices):
        UNKNOWN = "", _("not said")
        NONE = "none", _("none")
        ASYNCHRONOUS = "asynchronous", _("asynchronous: a little behind")
        SYNCHRONOUS = "synchronous", _("synchronous: never behind")

    class History(models.TextChoices):
        UNKNOWN = "", _("not said")
        NONE = "none", _("none")
        SNAPSHOT = "snapshot", _("snapshots")
        CONTINUOUS = "continuous", _("continuous log backup")

    class Site(models.TextChoices):
        """Where a copy lies, seen from the system itself; the farther down, the less they can be lost together."""

        UNKNOWN = "", _("not said")
        SAME = "same", _("at the same site")
        OTHER_SITE = "other_site", _("at another site nearby")
        OTHER_REGION = "other_region", _("in another region")
        OTHER_PROVIDER = "other_provider", _("at another provider")

    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="protection", primary_key=True)
    strategy = models.CharField(_("strategy"), max_length=STRATEGY_LENGTH, blank=True)
    live_copy = models.CharField(_("live copy"), max_length=12, choices=LiveCopy.choices, blank=True)
    live_lag_seconds = Seconds(_("how far the live copy may be behind"))
    live_site = models.CharField(_("where the live copy lies"), max_length=14, choices=Site.choices, blank=True)
    history = models.CharField(_("history"), max_length=10, choices=History.choices, blank=True)
    interval_seconds = Seconds(_("a copy every"))
    retention_seconds = Seconds(_("copies are kept for"))
    archive_retention_seconds = Seconds(_("archive is kept for"))
    history_site = models.CharField(
        _("where the copies of the past lie"), max_length=14, choices=Site.choices, blank=True
    )
    isolated = models.BooleanField(_("copies are out of reach of administrators and account"), null=True, blank=True)
    immutable = models.BooleanField(_("for a time nobody can delete or change the copies"), null=True, blank=True)
    start_window_seconds = Seconds(_("start window"))
    running_time_seconds = Seconds(_("running time of one copy"))
    copy_lag_seconds = Seconds(_("time until the copy is elsewhere"))
    copies_at = models.CharField(
        _("place that its copies come from"), max_length=120, blank=True,
        help_text=_("Systems whose copies come from the same place share what it can give."),
    )  # fmt: skip
    restore_mib_per_s = models.DecimalField(
        _("restore speed"), max_digits=10, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)], help_text=_("In MiB a second."),
    )  # fmt: skip
    note = models.TextField(_("note"), max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"protection of {self.system_id}"


def lies_elsewhere(site: str) -> bool | None:
    """Whether a copy at this site outlives the site of the system; None while nobody has said where it lies."""
    return None if not site else site != Protection.Site.SAME


class ProtectionInquiry(models.Model):
    """A technical contact was asked what protects a system. Answered by whoever says it, or confirms what stands."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="protection_inquiries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="protection_inquiries")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-asked_at", "-id")
        verbose_name_plural = "protection inquiries"

    def __str__(self) -> str:
        return f"{self.person_id} asked about {self.system_id}"
