"""What the templates create, in a server that stands for AWS: read back, it is the plan."""

from __future__ import annotations

import pytest

from exports.writers.plan_as_code.aws.backup_rules import rules_of
from exports.writers.plan_as_code.files import files
from exports.writers.plan_as_code.plan import DAY, HOUR, Copies
from tests.exports.plan_as_code.plans import plan_of
from tests.exports.plan_as_code.standing_for_aws import ELSEWHERE, backups_made, standing_for_aws


@pytest.fixture(scope="module")
def aws():
    with standing_for_aws() as client:
        yield client


def text_of(plan, name: str) -> str:
    (text,) = (file.text for file in files(plan) if file.name == f"cloudformation/{name}.yaml")
    return text


@pytest.mark.parametrize(
    "plan",
    [
        plan_of(key="continuous", history="continuous and daily"),
        plan_of(key="daily", history="snapshot 24 h", start_window=2 * HOUR, running_time=3 * HOUR),
        plan_of(key="archived", history="snapshot and archive"),
        plan_of(key="weekly", history="snapshot 24 h", main=Copies(7 * DAY, 90 * DAY)),
    ],
    ids=lambda plan: plan.key,
)
def test_backups_are_as_planned(aws, plan):
    made = backups_made(aws, text_of(plan, "backup"))
    rules = rules_of(plan)
    assert (made.vault["MinRetentionDays"], made.vault["MaxRetentionDays"]) == (
        min(each.keep for each in rules),
        max(each.keep for each in rules),
    )
    assert len(made.rules) == len(rules)
    for there, rule in zip(made.rules, rules, strict=True):
        assert there["ScheduleExpression"] == rule.cadence.aws
        assert there["Lifecycle"]["DeleteAfterDays"] == rule.keep
        assert there["Lifecycle"].get("MoveToColdStorageAfterDays") == rule.cold_after
        assert there["EnableContinuousBackup"] == rule.continuous
        assert (there["StartWindowMinutes"], there["CompletionWindowMinutes"]) == (
            rule.start_window,
            rule.completion_window,
        )
        (copy,) = there["CopyActions"]
        assert (copy["DestinationBackupVaultArn"], copy["Lifecycle"]["DeleteAfterDays"]) == (ELSEWHERE, rule.keep)


@pytest.mark.parametrize("strategy", ["pilot_light", "warm_standby", "multi_site"])
def test_the_way_of_requests_is_as_planned(aws, strategy):
    plan = plan_of(strategy, key=strategy.replace("_", "-"), check_interval=10, check_failures=2, dns_ttl=40)
    zone = aws("route53").create_hosted_zone(Name=f"{plan.key}.example.", CallerReference=plan.key)["HostedZone"]["Id"]
    values = {"HostedZoneId": zone.rpartition("/")[2], "RecordName": f"www.{plan.key}.example."}
    values |= {"PrimaryHost": "a.example.net", "StandbyHost": "b.example.net"}
    if plan.goes_on:
        values |= {"PrimaryRegion": "eu-central-1", "StandbyRegion": "eu-west-1"}
    given = [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]
    stack = aws("cloudformation")
    stack.create_stack(StackName=plan.key, TemplateBody=text_of(plan, "routing"), Parameters=given)
    assert stack.describe_stacks(StackName=plan.key)["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"
    route53 = aws("route53")
    made = {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for each in stack.describe_stack_resources(StackName=plan.key)["StackResources"]
    }
    config = route53.get_health_check(HealthCheckId=made["PrimaryCheck"])["HealthCheck"]["HealthCheckConfig"]
    assert (config["RequestInterval"], config["FailureThreshold"], config["Type"]) == (10, 2, "HTTPS")
    records = [
        each for each in route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        if each["Type"] == "CNAME"
    ]  # fmt: skip
    assert {each["SetIdentifier"]: each["TTL"] for each in records} == {"primary": 40, "standby": 40}
    ways = {each["SetIdentifier"]: each.get("Failover") or each.get("Region") for each in records}
    expected = ("eu-central-1", "eu-west-1") if plan.goes_on else ("PRIMARY", "SECONDARY")
    assert (ways["primary"], ways["standby"]) == expected
    watched = "PrimarySwitch" if plan.by_person else "PrimaryCheck"
    (primary,) = (each for each in records if each["SetIdentifier"] == "primary")
    assert primary["HealthCheckId"] == made[watched]
