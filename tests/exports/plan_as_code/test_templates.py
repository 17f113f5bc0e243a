"""The templates have no finding of cfn-lint, and Terraform's files are what was meant, over every shape of a plan."""

from __future__ import annotations

import pytest
import yaml
from cfnlint import decode
from cfnlint.api import lint
from cfnlint.match import Match

from exports.writers.plan_as_code.aws.backup_rules import rules_of
from exports.writers.plan_as_code.files import files
from tests.exports.plan_as_code.plans import every_plan, plan_of
from tests.exports.plan_as_code.terraform import blocks_of


def templates() -> list[str]:
    """Each template once: many plans share theirs."""
    found = {
        file.text: None for plan in every_plan() for file in files(plan) if file.name.startswith("cloudformation/")
    }
    return list(found)


def findings(template: str) -> list[Match]:
    return lint(template)


def test_cfn_lint_finds_nothing():
    linted = templates()
    assert len(linted) > 8
    found = {text.split("Description:")[1][:60]: [str(each) for each in findings(text)] for text in linted}
    assert {name: matches for name, matches in found.items() if matches} == {}


def test_cfn_lint_would_find_it():
    (broken,) = (file.text for file in files(plan_of()) if file.name == "cloudformation/backup.yaml")
    assert findings(broken.replace("BackupVaultName: dr-payments", "BackupVaultName: dr payments!"))
    assert decode.decode_str(broken)[1] == []


@pytest.mark.parametrize("plan", [plan_of(history=name) for name in ("continuous and daily", "snapshot and archive")])
def test_terraform_says_what_cloudformation_says(plan):
    texts = {file.name: file.text for file in files(plan)}
    template = yaml.safe_load(texts["cloudformation/backup.yaml"])["Resources"]
    blocks = blocks_of(texts["terraform/backup.tf"])
    lock = template["Vault"]["Properties"]["LockConfiguration"]
    locked = blocks["aws_backup_vault_lock_configuration"]
    assert (locked["min_retention_days"], locked["max_retention_days"]) == (
        lock["MinRetentionDays"], lock["MaxRetentionDays"],
    )  # fmt: skip
    rules = template["Plan"]["Properties"]["BackupPlan"]["BackupPlanRule"]
    assert len(rules) == len(blocks["aws_backup_plan"]["rule"]) == len(rules_of(plan)) == 2
    for there, here in zip(rules, blocks["aws_backup_plan"]["rule"], strict=True):
        assert (here["rule_name"], here["schedule"]) == (there["RuleName"], there["ScheduleExpression"])
        assert (here["start_window"], here["completion_window"]) == (
            there["StartWindowMinutes"], there["CompletionWindowMinutes"],
        )  # fmt: skip
        assert here["enable_continuous_backup"] == there["EnableContinuousBackup"]
        kept, lifecycle = here["lifecycle"][0], there["Lifecycle"]
        assert (kept["delete_after"], kept.get("cold_storage_after")) == (
            lifecycle["DeleteAfterDays"], lifecycle.get("MoveToColdStorageAfterDays"),
        )  # fmt: skip
        assert len(here["dynamic"]) == len(there["CopyActions"]) == 2


def test_every_terraform_file_parses():
    texts = {file.text for plan in every_plan() for file in files(plan) if file.name.endswith(".tf")}
    assert all(blocks_of(text) is not None for text in texts)
