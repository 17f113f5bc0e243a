"""The catalogue: systems, and what they need."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Concat, Lower, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from systems.models.objective_columns import Seconds

BETWEEN = models.Value("\n", output_field=models.TextField())
KEY_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class BusinessUnit(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="headed_units",
        verbose_name=_("head"),
    )  # fmt: skip

    chat = models.OneToOneField("notifications.ChatChannel", on_delete=models.SET_NULL, null=True, related_name="unit")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class SystemQuerySet(models.QuerySet["System"]):
    def for_user(self, user: User) -> SystemQuerySet:
        """The systems a person may know of: all with the permission, else those they own or look after, or answer for
        while their owner is away."""
        if user.may(Permission.VIEW_ALL_SYSTEMS):
            return self
        return self.filter(user.as_owner() | models.Q(technical_contact=user))

    def in_use(self) -> SystemQuerySet:
        return self.exclude(status=System.Status.RETIRED)

    def retired(self) -> SystemQuerySet:
        return self.filter(status=System.Status.RETIRED)


class System(models.Model):
    """One system of the catalogue. `version` grows with every change, so that no change overwrites another unseen."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        LIVE = "live", _("in use")
        RETIRED = "retired", _("retired")

    class Type(models.TextChoices):
        """What kind of entry it is; a business service has nothing of its own to recover (method, section 5)."""

        APPLICATION = "application", _("application")
        INFRASTRUCTURE = "infrastructure", _("infrastructure")
        DATA_STORE = "data_store", _("data store")
        BUSINESS_SERVICE = "business_service", _("business service")

    class Hosting(models.TextChoices):
        UNKNOWN = "", _("not said")
        OWN = "own", _("own data centre")
        CLOUD = "cloud", _("public cloud")
        SAAS = "saas", _("software as a service")
        SUPPLIER = "supplier", _("at a supplier's")
        DESKTOP = "desktop", _("on a desktop computer")

    key = models.CharField(
        _("key"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(f"^{KEY_PATTERN}$", _("Use small letters, digits and single hyphens, like “web-shop”."))
        ],
        help_text=_("The short name in addresses and files. It does not change later."),
    )
    name = models.CharField(_("name"), max_length=200)
    purpose = models.TextField(
        _("purpose"), max_length=2000, blank=True, help_text=_("What people do with it, in a sentence.")
    )
    data_kinds = models.TextField(_("kinds of data"), max_length=2000, blank=True)
    business_unit = models.ForeignKey(
        BusinessUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="systems",
        verbose_name=_("business unit"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_systems",
        verbose_name=_("owner"), help_text=_("The business person who answers for it."),
    )  # fmt: skip
    technical_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="maintained_systems",
        verbose_name=_("technical contact"),
    )  # fmt: skip
    type = models.CharField(
        _("type"), max_length=16, choices=Type.choices, default=Type.APPLICATION,
        help_text=_("A business service, like a process or product, runs on other systems and has nothing of its own."),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.LIVE)
    tags = models.CharField(_("tags"), max_length=400, blank=True, help_text=_("Separated by commas."))
    hosting = models.CharField(
        _("hosting"), max_length=10, choices=Hosting.choices, default=Hosting.UNKNOWN, blank=True
    )
    site = models.CharField(
        _("where it runs"), max_length=120, blank=True, help_text=_("The site or region, like “Frankfurt”.")
    )
    data_size_gib = models.DecimalField(
        _("data size"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1_000_000_000)], help_text=_("In GiB."),
    )  # fmt: skip
    running_cost = models.DecimalField(
        _("yearly running cost"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    recovery_budget = models.DecimalField(
        _("yearly budget for its recovery"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    supplier_rto_seconds = Seconds(_("supplier's contracted recovery time"))
    supplier_rpo_seconds = Seconds(_("supplier's contracted data loss"))
    version = models.PositiveIntegerField(default=1, editable=False)
    significantly_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the system, not the record of it, last became another one (`systems.services.significance`)."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    searched = models.GeneratedField(
        expression=Upper(
            Concat(
                "name",
                BETWEEN,
                "key",
                BETWEEN,
                "purpose",
                BETWEEN,
                "tags",
                BETWEEN,
                "supplier",
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    """All that a search looks into, kept in step by the database. No word has the sign between the fields in it."""

    objects = SystemQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        indexes = (
            models.Index(fields=("name", "id"), name="system_by_name"),
            models.Index(fields=("status", "name"), name="system_by_status"),
            models.Index(Lower("name"), "id", "status", name="system_in_order"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def tag_list(self) -> list[str]:
        return [tag.strip() for tag in self.tags.split(",") if tag.strip()]


class Dependency(models.Model):
    """`system` needs `needs`; or both take part in the same transactions."""

    class Kind(models.TextChoices):
        HARD = "hard", _("cannot run without it")
        SOFT = "soft", _("runs with less without it")
        SHARES_TRANSACTIONS = "shares_transactions", _("must agree with it")

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="needs")
    needs = models.ForeignKey(System, on_delete=models.CASCADE, related_name="needed_by", verbose_name=_("needs"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.HARD)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("kind", "id")
        verbose_name_plural = "dependencies"
        constraints = (
            models.UniqueConstraint(fields=("system", "needs", "kind"), name="dependency_once"),
            models.CheckConstraint(condition=~models.Q(system=models.F("needs")), name="dependency_on_another"),
        )

    def __str__(self) -> str:
        return f"{self.system_id} needs {self.needs_id} ({self.kind})"
