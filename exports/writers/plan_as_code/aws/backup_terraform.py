"""AWS Backup as Terraform: the same as the two CloudFormation stacks, in one folder with three providers."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.backup_rules import BackupRule, kept_between, rules_of
from exports.writers.plan_as_code.aws.backup_template import TAG, vault_name
from exports.writers.plan_as_code.aws.restore_tests import chosen_days, kept_hours, kinds, restore_test_name
from exports.writers.plan_as_code.cadence import cadence_of
from exports.writers.plan_as_code.hcl import Block, Expression, Value, variable
from exports.writers.plan_as_code.plan import CodePlan

VAULT = Expression("aws_backup_vault.main.name")


def backup_blocks(plan: CodePlan) -> list[Block]:
    """To be called only for a plan that has copies."""
    rules = rules_of(plan)
    return [
        variable("backup_role_arn", "The role that AWS Backup makes and restores copies with."),
        variable("other_region_vault_arn", "The vault in another region; empty: no copy there.", ""),
        variable("other_account_vault_arn", "The vault in another account; empty: no copy there.", ""),
        variable("lock_for_good", "true: after 3 days nobody can shorten or remove the lock.", False, "bool"),
        variable("protected_type", "What a restore test restores: RDS, Aurora, EC2, EBS, S3.", "RDS"),
        *vault_blocks(plan, rules),
        Block(
            "resource",
            ("aws_backup_plan", "main"),
            {"name": vault_name(plan)},
            tuple(rule_block(each) for each in rules),
        ),
        Block(
            "resource",
            ("aws_backup_selection", "main"),
            {
                "name": vault_name(plan),
                "plan_id": Expression("aws_backup_plan.main.id"),
                "iam_role_arn": Expression("var.backup_role_arn"),
            },
            (Block("selection_tag", (), {"type": "STRINGEQUALS", "key": TAG, "value": plan.key}),),
        ),
        *restore_blocks(plan),
    ]


def vault_blocks(plan: CodePlan, rules: tuple[BackupRule, ...]) -> list[Block]:
    least, most = kept_between(rules)
    lock: dict[str, Value] = {
        "backup_vault_name": VAULT,
        "min_retention_days": least,
        "max_retention_days": most,
        "changeable_for_days": Expression("var.lock_for_good ? 3 : null"),
    }
    return [
        Block(
            "resource",
            ("aws_backup_vault", "main"),
            {"name": vault_name(plan)},
            (Block("lifecycle", (), {"prevent_destroy": True}),),
        ),
        Block("resource", ("aws_backup_vault_lock_configuration", "main"), lock),
    ]


def rule_block(rule: BackupRule) -> Block:
    values: dict[str, Value] = {
        "rule_name": rule.name,
        "target_vault_name": VAULT,
        "schedule": rule.cadence.aws,
        "schedule_expression_timezone": "Etc/UTC",
        "start_window": rule.start_window,
        "completion_window": rule.completion_window,
        "enable_continuous_backup": rule.continuous,
    }
    copies = tuple(copy_block(rule, place) for place in ("region", "account"))
    return Block("rule", (), values, (lifecycle(rule, rule.keep), *copies))


def copy_block(rule: BackupRule, place: str) -> Block:
    """A copy action that is there when its vault is given."""
    vault = f"var.other_{place}_vault_arn"
    content = Block(
        "content",
        (),
        {"destination_vault_arn": Expression("copy_action.value")},
        (lifecycle(rule, rule.copies_keep),),
    )
    return Block("dynamic", ("copy_action",), {"for_each": Expression(f'{vault} == "" ? [] : [{vault}]')}, (content,))


def lifecycle(rule: BackupRule, keep: int) -> Block:
    values: dict[str, Value] = {"delete_after": keep}
    if rule.cold_after is not None:
        values = {
            **values,
            "cold_storage_after": rule.cold_after,
            "opt_in_to_archive_for_supported_resource_types": True,
        }
    return Block("lifecycle", (), values)


def restore_blocks(plan: CodePlan) -> list[Block]:
    chosen: dict[str, Value] = {
        "algorithm": "RANDOM_WITHIN_WINDOW",
        "include_vaults": [Expression("aws_backup_vault.main.arn")],
        "recovery_point_types": list(kinds(plan)),
        "selection_window_days": chosen_days(plan),
    }
    tagged: dict[str, Value] = {"key": f"aws:ResourceTag/{TAG}", "value": plan.key}
    return [
        Block(
            "resource",
            ("aws_backup_restore_testing_plan", "main"),
            {
                "name": restore_test_name(plan),
                "schedule_expression": cadence_of(plan.test_every).aws,
                "schedule_expression_timezone": "Etc/UTC",
                "start_window_hours": 1,
            },
            (Block("recovery_point_selection", (), chosen),),
        ),
        Block(
            "resource",
            ("aws_backup_restore_testing_selection", "main"),
            {
                "name": restore_test_name(plan),
                "restore_testing_plan_name": Expression("aws_backup_restore_testing_plan.main.name"),
                "protected_resource_type": Expression("var.protected_type"),
                "iam_role_arn": Expression("var.backup_role_arn"),
                "protected_resource_arns": ["*"],
                "validation_window_hours": kept_hours(plan),
            },
            (Block("protected_resource_conditions", (), {}, (Block("string_equals", (), tagged),)),),
        ),
    ]
