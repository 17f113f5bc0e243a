"""Restores as a test, by the RTO for destroyed data: copies are brought back by themselves, and that is timed."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.parameters import reference
from exports.writers.plan_as_code.cadence import cadence_of
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import CONTINUOUS, DAY, HOUR, CodePlan

MOST_HOURS = 168
MOST_DAYS = 365


def kept_hours(plan: CodePlan) -> int:
    """How long what was restored is kept to be looked at: the data RTO in whole hours, 1 to 168."""
    return min(max(1, -(-(plan.rto_for_data or DAY) // HOUR)), MOST_HOURS)


def chosen_days(plan: CodePlan) -> int:
    """From how many last days a copy is chosen: those of the main rule, 1 to 365."""
    return min(max(1, (plan.main.keep if plan.main else DAY) // DAY), MOST_DAYS)


def kinds(plan: CodePlan) -> list[str]:
    return ["CONTINUOUS", "SNAPSHOT"] if plan.history == CONTINUOUS else ["SNAPSHOT"]


def restore_test_name(plan: CodePlan) -> str:
    return short_name(plan.key, longest=50, joint="_")


def restore_test(plan: CodePlan, tag: str) -> dict[str, object]:
    """A copy from anywhere in the window, not the newest: destroyed data are noticed late."""
    return {
        "RestoreTest": {
            "Type": "AWS::Backup::RestoreTestingPlan",
            "Properties": {
                "RestoreTestingPlanName": restore_test_name(plan),
                "ScheduleExpression": cadence_of(plan.test_every).aws,
                "ScheduleExpressionTimezone": "Etc/UTC",
                "StartWindowHours": 1,
                "RecoveryPointSelection": {
                    "Algorithm": "RANDOM_WITHIN_WINDOW",
                    "RecoveryPointTypes": kinds(plan),
                    "IncludeVaults": [{"Fn::GetAtt": ["Vault", "BackupVaultArn"]}],
                    "SelectionWindowDays": chosen_days(plan),
                },
            },
        },
        "RestoreTestSelection": {
            "Type": "AWS::Backup::RestoreTestingSelection",
            "Properties": {
                "RestoreTestingPlanName": reference("RestoreTest"),
                "RestoreTestingSelectionName": restore_test_name(plan),
                "ProtectedResourceType": reference("ProtectedType"),
                "ProtectedResourceArns": ["*"],
                "ProtectedResourceConditions": {"StringEquals": [{"Key": f"aws:ResourceTag/{tag}", "Value": plan.key}]},
                "IamRoleArn": reference("BackupRoleArn"),
                "ValidationWindowHours": kept_hours(plan),
            },
        },
    }
