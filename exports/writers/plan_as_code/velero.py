"""The cadence of a plan as schedules of Velero, for what runs on Kubernetes."""

from __future__ import annotations

from collections.abc import Iterator

from exports.writers.plan_as_code.aws.backup_rules import BackupRule, rules_of
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import CONTINUOUS, CodePlan

LONGEST_NAME = 63
"""Velero puts the name of a schedule into a label of each of its backups; a label is no longer."""
LABEL = "dr-plan"
CONTINUOUS_IS_HOURLY = (
    "Velero makes snapshots and keeps no log. The plan asks for one, so its schedule is hourly: up to an hour of work "
    "is lost with destroyed data. Keep the log of the database itself as well."
)


def schedules(plan: CodePlan) -> list[dict[str, object]]:
    """One schedule for each kind of copy of the past, the most frequent first; none where there is nothing to copy.

    `velero.io/v1`, times in UTC where the server runs in it. What belongs to the system has the label `dr-plan`.
    """
    return [_schedule(plan, rule) for rule in rules_of(plan)]


def velero_remarks(plan: CodePlan) -> Iterator[str]:
    if plan.has_copies and plan.history == CONTINUOUS:
        yield CONTINUOUS_IS_HOURLY


def _schedule(plan: CodePlan, rule: BackupRule) -> dict[str, object]:
    return {
        "apiVersion": "velero.io/v1",
        "kind": "Schedule",
        "metadata": {
            "name": short_name(f"{plan.key}-{rule.name}", longest=LONGEST_NAME),
            "namespace": "velero",
            "labels": {LABEL: plan.key},
        },
        "spec": {
            "schedule": rule.cadence.cron,
            "template": {
                "ttl": f"{rule.keep * 24}h0m0s",
                "snapshotVolumes": True,
                "labelSelector": {"matchLabels": {LABEL: plan.key}},
                "metadata": {"labels": {LABEL: plan.key}},
            },
        },
    }
