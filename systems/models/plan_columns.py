"""Objectives and the plan that follows from them, as columns: the same for a profile and for a provisional plan."""

from __future__ import annotations

from typing import Any

from django.db import models

from recovery.facts import Objective
from recovery.results import Derived
from systems.models.objective_columns import ObjectiveState, Seconds, objective
from systems.models.protection import STRATEGY_LENGTH


class RecordLeftOut(Exception):
    """The query that read a profile deferred its record: reading it now would be a query for each profile."""


class PlanColumns(models.Model):
    """What the method derived, in the columns that pages sort and show; `record` is all of it."""

    rto_state = models.CharField(max_length=14, choices=ObjectiveState.choices, default=ObjectiveState.UNSET)
    rto_seconds = Seconds()
    rpo_state = models.CharField(max_length=14, choices=ObjectiveState.choices, default=ObjectiveState.UNSET)
    rpo_seconds = Seconds()
    mtd_seconds = Seconds()
    strategy = models.CharField(max_length=STRATEGY_LENGTH, blank=True)
    live_copy = models.CharField(max_length=12, blank=True)
    history = models.CharField(max_length=10, blank=True)
    history_interval_seconds = Seconds()
    retention_seconds = Seconds()
    cost_tier = models.PositiveSmallIntegerField(null=True, blank=True)
    yearly_cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    required_rto_seconds = Seconds()
    earliest_recovery_seconds = Seconds()
    finishing_seconds = Seconds()
    """Of the system's own recovery, the part for which what it needs must be up; also in the record."""
    copy_due_seconds = Seconds()
    """The age at which the newest copy that checks in is overdue; also in the record."""
    wave = models.PositiveIntegerField(null=True, blank=True)
    record = models.JSONField(
        default=dict
    )  # recovery.results.Derived without the findings: the plan with every because
    policy_version = models.CharField(max_length=40, blank=True)
    derived_at = models.DateTimeField(null=True, blank=True)

    _derived: tuple[dict[str, Any], Derived | None] | None = None
    """The record that was read last, and what it says."""

    class Meta:
        abstract = True

    @property
    def rto(self) -> Objective:
        return objective(self.rto_state, self.rto_seconds)

    @property
    def rpo(self) -> Objective:
        return objective(self.rpo_state, self.rpo_seconds)

    def derived(self) -> Derived | None:
        """The plan with every because, None where nothing was derived; the findings are rows of their own.

        It is read once for each record that is put there, and never fetched. Raises RecordLeftOut for a profile that
        came without it.
        """
        if "record" in self.get_deferred_fields():
            raise RecordLeftOut(str(self))
        if self._derived is None or self._derived[0] is not self.record:
            self._derived = self.record, Derived.from_record(self.record) if self.record else None
        return self._derived[1]
