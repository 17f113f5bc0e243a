"""Route 53 as CloudFormation: a check of each place, and records that follow it."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.backup_template import Template, description
from exports.writers.plan_as_code.aws.parameters import parameter, reference
from exports.writers.plan_as_code.aws.routing import routing_of
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import CodePlan

PLACES = ("Primary", "Standby")


def routing_template(plan: CodePlan) -> Template:
    """Latency records where both places serve, failover records else. To be called only where there are two places."""
    parameters: Template = {
        "HostedZoneId": parameter("The zone of the name."),
        "RecordName": parameter("The name that people and systems call."),
        "CheckPath": parameter("What answers with 200 while the system is well.", Default="/"),
    }
    for place in PLACES:
        parameters[f"{place}Host"] = parameter(f"The host name of the {place.lower()} place.")
        if plan.goes_on:
            parameters[f"{place}Region"] = parameter(f"The region of the {place.lower()} place.")
    resources: Template = {f"{place}Check": check(plan, place) for place in PLACES}
    if plan.by_person:
        flags = {"Default": "false", "AllowedValues": ["true", "false"]}
        parameters["FailOver"] = parameter("true: requests go to the standby, from now on.", **flags)
        resources["PrimarySwitch"] = switch()
    resources |= {f"{place}Record": record(plan, place) for place in PLACES}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": description(plan, "Failover of requests"),
        "Parameters": parameters,
        "Resources": resources,
    }


def check(plan: CodePlan, place: str) -> Template:
    routing = routing_of(plan)
    return {
        "Type": "AWS::Route53::HealthCheck",
        "Properties": {
            "HealthCheckConfig": {
                "Type": "HTTPS",
                "FullyQualifiedDomainName": reference(f"{place}Host"),
                "Port": 443,
                "ResourcePath": reference("CheckPath"),
                "RequestInterval": routing.interval,
                "FailureThreshold": routing.failures,
            },
            "HealthCheckTags": [{"Key": "Name", "Value": f"{short_name(plan.key, longest=100)}-{place.lower()}"}],
        },
    }


def switch() -> Template:
    """A check that never looks, and so is well; turned round, it is unwell, and the standby takes over."""
    return {
        "Type": "AWS::Route53::HealthCheck",
        "Properties": {
            "HealthCheckConfig": {
                "Type": "HTTPS",
                "FullyQualifiedDomainName": reference("PrimaryHost"),
                "Port": 443,
                "Disabled": True,
                "Inverted": reference("FailOver"),
            }
        },
    }


def record(plan: CodePlan, place: str) -> Template:
    by = f"{place}Check" if place == "Standby" or not plan.by_person else "PrimarySwitch"
    properties: Template = {
        "HostedZoneId": reference("HostedZoneId"),
        "Name": reference("RecordName"),
        "Type": "CNAME",
        "TTL": str(routing_of(plan).ttl),
        "ResourceRecords": [reference(f"{place}Host")],
        "SetIdentifier": place.lower(),
    }
    if plan.goes_on:
        properties |= {"Region": reference(f"{place}Region"), "HealthCheckId": reference(by)}
    elif place == "Primary":
        properties |= {"Failover": "PRIMARY", "HealthCheckId": reference(by)}
    else:
        # Without a check: where both are unwell, the standby is better than no answer at all.
        properties |= {"Failover": "SECONDARY"}
    return {"Type": "AWS::Route53::RecordSet", "Properties": properties}
