"""The recovery order as a Region switch plan of Amazon Application Recovery Controller, as CloudFormation."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.backup_template import ROLE, Template, description
from exports.writers.plan_as_code.aws.parameters import parameter, reference
from exports.writers.plan_as_code.aws.switch_steps import (
    APPROVAL,
    LAMBDA,
    SwitchStep,
    rto_minutes,
    switch_steps,
)
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import CodePlan

REGION: dict[str, object] = {"AllowedPattern": "^[a-z]{2}-[a-z-]+-[0-9]+$"}


def switch_template(plan: CodePlan) -> Template:
    """To be called only for a plan that is switched. The same steps lead there and back."""
    steps = switch_steps(plan)
    parameters = {
        "ExecutionRoleArn": parameter("The role that carries the plan out.", **ROLE),
        "PrimaryRegion": parameter("Where the system runs.", **REGION),
        "StandbyRegion": parameter("Where it comes back.", **REGION),
        "HostedZoneId": parameter("The zone of the name."),
        "RecordName": parameter("The name that people and systems call."),
    }
    if any(each.kind == APPROVAL for each in steps):
        parameters["ApprovalRoleArn"] = parameter("The role of who approves a step.", **ROLE)
    for each in steps:
        for place in ("Primary", "Standby") if each.parameter else ():
            meaning = f"The function in the {place.lower()} region. {each.text}"
            parameters[f"{each.parameter}{place}Arn"] = parameter(meaning)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": description(plan, "Switch to the standby"),
        "Parameters": parameters,
        "Resources": {"Switch": {"Type": "AWS::ARCRegionSwitch::Plan", "Properties": properties(plan, steps)}},
    }


def properties(plan: CodePlan, steps: list[SwitchStep]) -> Template:
    return {
        "Name": short_name(plan.key, longest=32),
        "Description": description(plan, "Switch to the standby"),
        "ExecutionRole": reference("ExecutionRoleArn"),
        "RecoveryApproach": "activePassive",
        "RecoveryTimeObjectiveMinutes": rto_minutes(plan),
        "PrimaryRegion": reference("PrimaryRegion"),
        "Regions": [reference("PrimaryRegion"), reference("StandbyRegion")],
        "Workflows": [
            {
                "WorkflowTargetAction": "activate",
                "WorkflowTargetRegion": reference(f"{place}Region"),
                "Steps": [step(each) for each in steps],
            }
            for place in ("Standby", "Primary")
        ],
    }


def step(each: SwitchStep) -> Template:
    if each.kind == APPROVAL:
        how: Template = {"ExecutionApprovalConfig": {"ApprovalRole": reference("ApprovalRoleArn")}}
    elif each.kind == LAMBDA:
        functions = [{"Arn": reference(f"{each.parameter}{place}Arn")} for place in ("Primary", "Standby")]
        how = {
            "CustomActionLambdaConfig": {
                "Lambdas": functions,
                "RegionToRun": "activatingRegion",
                "RetryIntervalMinutes": 1,
            }
        }
    else:
        names = {"HostedZoneId": reference("HostedZoneId"), "RecordName": reference("RecordName")}
        how = {"Route53HealthCheckConfig": names}
    return {
        "Name": each.name,
        "Description": each.text,
        "ExecutionBlockType": each.kind,
        "ExecutionBlockConfiguration": how,
    }
