"""Addresses that jobs call, what they reported, and what that amounts to for each system."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from systems.models import System

HINT_LENGTH = 4


class CheckInAddress(models.Model):
    """A secret address of a system. Only its fingerprint is kept: who lost it has it renewed. One is valid at a time;
    `awaited_since` outlasts renewals."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="check_in_addresses")
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=HINT_LENGTH)
    awaited_since = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("system",), condition=models.Q(revoked_at=None), name="check_in_address_valid_once"
            ),
        )

    def __str__(self) -> str:
        return f"…{self.hint} of {self.system_id}"


class CheckIn(models.Model):
    """What a job reported: one end of one copy or test. `newest_at`: up to then the copy holds the data.

    It is written in one statement, so nothing is looked up for it, also no other table; what it means is reckoned
    later, for many at once, and `taken_in` says that it was.
    """

    class Kind(models.TextChoices):
        COPY = "copy", _("Copy")
        RESTORE = "restore", _("Restore test")
        FAILOVER = "failover", _("Failover test")

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    address = models.ForeignKey(
        CheckInAddress, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    good = models.BooleanField()
    happened_at = models.DateTimeField()
    newest_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    duration_seconds = models.PositiveIntegerField(null=True)
    size_bytes = models.BigIntegerField(null=True)
    tool = models.CharField(max_length=12, blank=True)
    taken_in = models.BooleanField(default=False)

    class Meta:
        constraints = (
            # A tool that lists its copies lists those of before again; the same one is one.
            models.UniqueConstraint(fields=("system", "kind", "happened_at", "good"), name="check_in_once"),
        )
        indexes = (models.Index(fields=("id",), condition=models.Q(taken_in=False), name="check_in_to_take_in"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.system_id} at {self.happened_at}"


class Measured(models.Model):
    """What a system's check-ins amount to. `recent`: its newest good copies, each up to when it holds the data and when
    it was there, in seconds since 1970; `gap_seconds`: the oldest the newest of them grew until the next was there."""

    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="measured", primary_key=True)
    newest_copy_at = models.DateTimeField(null=True)
    recent = models.JSONField(default=list)
    gap_seconds = models.PositiveBigIntegerField(null=True)
    restored_at = models.DateTimeField(null=True)
    restore_seconds = models.PositiveIntegerField(null=True)
    restore_failed_at = models.DateTimeField(null=True)
    failed_over_at = models.DateTimeField(null=True)
    failover_seconds = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"measured of {self.system_id}"
