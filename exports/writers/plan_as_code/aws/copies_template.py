"""The vault elsewhere as CloudFormation: deployed once in another region, and once in another account."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.backup_rules import rules_of
from exports.writers.plan_as_code.aws.backup_template import Template, description, vault
from exports.writers.plan_as_code.aws.parameters import given, parameter, reference, when
from exports.writers.plan_as_code.plan import CodePlan


def copies_template(plan: CodePlan) -> Template:
    """The same lock as beside the system; only the account that makes the copies may copy into it."""
    place = vault(plan, rules_of(plan))
    properties = place["Properties"]
    assert isinstance(properties, dict)
    properties["AccessPolicy"] = when("HasSource", access(), reference("AWS::NoValue"))
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": description(plan, "Vault for copies elsewhere"),
        "Parameters": {
            "SourceAccount": parameter(
                "The account that copies come from; empty: this one.", Default="", AllowedPattern="^([0-9]{12})?$"
            ),
            "LockForGood": parameter(
                "true: after 3 days nobody, AWS included, can shorten or remove the lock.",
                Default="false",
                AllowedValues=["true", "false"],
            ),
        },
        "Conditions": {
            "HasSource": given("SourceAccount"),
            "IsLockedForGood": {"Fn::Equals": [reference("LockForGood"), "true"]},
        },
        "Resources": {"Vault": place},
        "Outputs": {"VaultArn": {"Value": {"Fn::GetAtt": ["Vault", "BackupVaultArn"]}}},
    }


def access() -> Template:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": reference("SourceAccount")},
                "Action": "backup:CopyIntoBackupVault",
                "Resource": "*",
            }
        ],
    }
