"""AWS Backup as CloudFormation: the vault and its lock, the plan, what it takes by tag, and restores as a test."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.backup_rules import BackupRule, kept_between, rules_of
from exports.writers.plan_as_code.aws.parameters import given, no_value, parameter, reference, when
from exports.writers.plan_as_code.aws.restore_tests import restore_test
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import CodePlan, one_line

Template = dict[str, object]
TAG = "dr-plan"
"""The tag by which a plan finds what belongs to the system; its value is the system's key."""


def vault_name(plan: CodePlan) -> str:
    return short_name(plan.key, longest=50)


def backup_template(plan: CodePlan) -> Template:
    """The stack beside the system. To be called only for a plan that has copies."""
    rules = rules_of(plan)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": description(plan, "Backups"),
        "Parameters": {
            "BackupRoleArn": parameter("The role that AWS Backup makes and restores copies with.", **ROLE),
            "OtherRegionVaultArn": parameter("The vault in another region, from copies.yaml; empty: none.", Default=""),
            "OtherAccountVaultArn": parameter(
                "The vault in another account, from copies.yaml; empty: none.", Default=""
            ),
            "LockForGood": parameter(
                "true: after 3 days nobody, AWS included, can shorten or remove the lock.",
                Default="false",
                AllowedValues=["true", "false"],
            ),
            "ProtectedType": parameter("What a restore test restores: RDS, Aurora, EC2, EBS, S3.", Default="RDS"),
        },
        "Conditions": {
            "HasOtherRegion": given("OtherRegionVaultArn"),
            "HasOtherAccount": given("OtherAccountVaultArn"),
            "IsLockedForGood": {"Fn::Equals": [reference("LockForGood"), "true"]},
        },
        "Resources": {
            "Vault": vault(plan, rules),
            "Plan": {
                "Type": "AWS::Backup::BackupPlan",
                "Properties": {
                    "BackupPlan": {
                        "BackupPlanName": vault_name(plan),
                        "BackupPlanRule": [rule_of(each) for each in rules],
                    }
                },
            },
            "Selection": selection(plan),
            **restore_test(plan, TAG),
        },
        "Outputs": {"VaultArn": {"Value": {"Fn::GetAtt": ["Vault", "BackupVaultArn"]}}},
    }


ROLE: dict[str, object] = {"AllowedPattern": "^arn:aws[a-zA-Z-]*:iam::[0-9]{12}:role/.+$"}


def description(plan: CodePlan, part: str) -> str:
    """What the stack is, within the 1,024 bytes that CloudFormation allows."""
    text = f"{part} of {one_line(plan.name)} ({plan.key}). {plan.status}"
    return text.encode("ascii", "replace").decode()[:1000]


def vault(plan: CodePlan, rules: tuple[BackupRule, ...]) -> Template:
    """A vault whose lock allows exactly the times that the rules keep. Deleting the stack leaves it."""
    least, most = kept_between(rules)
    return {
        "Type": "AWS::Backup::BackupVault",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "BackupVaultName": vault_name(plan),
            "LockConfiguration": {
                "MinRetentionDays": least,
                "MaxRetentionDays": most,
                "ChangeableForDays": when("IsLockedForGood", 3, no_value()),
            },
        },
    }


def rule_of(rule: BackupRule) -> Template:
    kept: Template = {"DeleteAfterDays": rule.copies_keep}
    lifecycle: Template = {"DeleteAfterDays": rule.keep}
    if rule.cold_after is not None:
        cold = {"MoveToColdStorageAfterDays": rule.cold_after, "OptInToArchiveForSupportedResources": True}
        kept, lifecycle = {**kept, **cold}, {**lifecycle, **cold}
    return {
        "RuleName": rule.name,
        "TargetBackupVault": reference("Vault"),
        "ScheduleExpression": rule.cadence.aws,
        "ScheduleExpressionTimezone": "Etc/UTC",
        "StartWindowMinutes": rule.start_window,
        "CompletionWindowMinutes": rule.completion_window,
        "EnableContinuousBackup": rule.continuous,
        "Lifecycle": lifecycle,
        "CopyActions": [
            when(f"HasOther{place}", copy_to(f"Other{place}VaultArn", kept), no_value())
            for place in ("Region", "Account")
        ],
    }


def copy_to(vault_parameter: str, lifecycle: Template) -> Template:
    return {"DestinationBackupVaultArn": reference(vault_parameter), "Lifecycle": dict(lifecycle)}


def selection(plan: CodePlan) -> Template:
    return {
        "Type": "AWS::Backup::BackupSelection",
        "Properties": {
            "BackupPlanId": reference("Plan"),
            "BackupSelection": {
                "SelectionName": vault_name(plan),
                "IamRoleArn": reference("BackupRoleArn"),
                "ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": TAG, "ConditionValue": plan.key}],
            },
        },
    }
