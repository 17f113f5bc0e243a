"""A scenario as somebody describes it. What comes of it is worked out when it is read and stored nowhere; only where so
many systems fall that nobody can wait for it, it is worked out in the background and kept for a while."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from background.limits import FORECAST
from background.models import BackgroundWork, BackgroundWorkQuerySet
from recovery.scenarios.reading import MOST_TEAMS
from systems.models import BusinessUnit
from systems.models.objective_columns import Seconds

PLACE_LENGTH = 120


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def for_user(self, user: User) -> ScenarioQuerySet:
        """A scenario is about the whole company: who may see one may see all of them, with the names in them."""
        return self if user.may(Permission.VIEW_SCENARIOS) else self.none()


class Scenario(models.Model):
    """What is lost, and with what recovery works. `version` grows with every change, so that none overwrites another
    unseen."""

    class Kind(models.TextChoices):
        SITE = "site", _("a place is lost")
        DATA = "data", _("data are destroyed")
        SUPPLIER = "supplier", _("a supplier fails")

    class LostBy(models.TextChoices):
        """What the catalogue knows by which systems are hit together."""

        SITE = "site", _("all that runs at a site")
        HOSTING = "hosting", _("all of one kind of hosting")
        SYSTEMS = "systems", _("systems named one by one")
        UNIT = "unit", _("all of a business unit")
        TAG = "tag", _("all with a tag")
        SUPPLIER = "supplier", _("all of a supplier")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of disruption"), max_length=10, choices=Kind.choices, default=Kind.SITE)
    lost_by = models.CharField(_("what is lost"), max_length=10, choices=LostBy.choices, default=LostBy.SITE)
    lost_name = models.CharField(_("which one"), max_length=200, blank=True)
    """The site, kind of hosting, tag or supplier; empty where systems or a unit say it."""
    lost_keys = models.JSONField(_("systems"), default=list, blank=True)
    """Keys of systems named one by one: a key never changes, and a retired system falls no more."""
    unit = models.ForeignKey(
        BusinessUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("business unit"),
    )  # fmt: skip
    teams = models.PositiveIntegerField(
        _("teams that can work side by side"), default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TEAMS)],
    )  # fmt: skip
    throughput = models.JSONField(_("restore throughput"), default=dict, blank=True)
    """MiB a second by the place that copies come from; a place that is not there has no limit."""
    declared_after_seconds = Seconds(_("time until it is declared"))
    """From the disruption until people begin to act; without it the policy's times for noticing and deciding."""
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class ScenarioAcceptance(models.Model):
    """Somebody saw what comes of a scenario and accepts it, with a reason where systems are late. The last one counts,
    as long as the same systems are late; none is ever changed."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="acceptances")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField(max_length=2000, blank=True)
    late_rto = models.JSONField(default=list)
    late_mtd = models.JSONField(default=list)
    """The keys of the systems that were back after their RTO, and after what the business can bear."""

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"acceptance of {self.scenario_id}"


class ScenarioForecastQuerySet(BackgroundWorkQuerySet):
    def about(self, scenario: Scenario, mark: str) -> ScenarioForecastQuerySet:
        """Of the scenario as it is described now, with the capacity of that mark; without what came of it, which is
        large."""
        return self.filter(scenario=scenario, revision=scenario.version, mark=mark).defer("kept")


class ScenarioForecast(BackgroundWork):
    """What comes of a scenario in which very many systems fall, worked out in the background with one capacity.

    `revision` is the version of the scenario then, `mark` that of the capacity, `fallen` how many fall, `tried` how
    many schedules were made so far. `kept` is what came of it, as `scenarios.services.keeping` packs it, else None.
    """

    limits = FORECAST

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="forecasts")
    revision = models.PositiveIntegerField()
    teams = models.PositiveIntegerField()
    throughput = models.JSONField(default=dict)
    mark = models.CharField(max_length=16)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    fallen = models.PositiveIntegerField(default=0)
    tried = models.PositiveIntegerField(default=0)
    kept = models.BinaryField(null=True)

    objects = ScenarioForecastQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"forecast of {self.scenario_id}"
