"""Route 53 as Terraform: the same checks and records."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.routing import routing_of
from exports.writers.plan_as_code.hcl import Block, Expression, Value, variable
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import CodePlan

PLACES = ("primary", "standby")


def routing_blocks(plan: CodePlan) -> list[Block]:
    """To be called only where there are two places."""
    found = [
        variable("hosted_zone_id", "The zone of the name."),
        variable("record_name", "The name that people and systems call."),
        variable("check_path", "What answers with 200 while the system is well.", "/"),
        *(variable(f"{place}_host", f"The host name of the {place} place.") for place in PLACES),
    ]
    if plan.goes_on:
        found += [variable(f"{place}_region", f"The region of the {place} place.") for place in PLACES]
    found += [check(plan, place) for place in PLACES]
    if plan.by_person:
        found += [variable("fail_over", "true: requests go to the standby, from now on.", False, "bool"), switch()]
    return [*found, *(record(plan, place) for place in PLACES)]


def check(plan: CodePlan, place: str) -> Block:
    routing = routing_of(plan)
    values: dict[str, Value] = {
        "type": "HTTPS",
        "fqdn": Expression(f"var.{place}_host"),
        "port": 443,
        "resource_path": Expression("var.check_path"),
        "request_interval": routing.interval,
        "failure_threshold": routing.failures,
        "tags": {"Name": f"{short_name(plan.key, longest=100)}-{place}"},
    }
    return Block("resource", ("aws_route53_health_check", place), values)


def switch() -> Block:
    values: dict[str, Value] = {
        "type": "HTTPS",
        "fqdn": Expression("var.primary_host"),
        "port": 443,
        "failure_threshold": 3,
        "request_interval": 30,
        "disabled": True,
        "invert_healthcheck": Expression("var.fail_over"),
    }
    return Block("resource", ("aws_route53_health_check", "switch"), values)


def record(plan: CodePlan, place: str) -> Block:
    values: dict[str, Value] = {
        "zone_id": Expression("var.hosted_zone_id"),
        "name": Expression("var.record_name"),
        "type": "CNAME",
        "ttl": routing_of(plan).ttl,
        "records": [Expression(f"var.{place}_host")],
        "set_identifier": place,
    }
    watched = "switch" if plan.by_person and place == "primary" else place
    if plan.goes_on or place == "primary":
        values["health_check_id"] = Expression(f"aws_route53_health_check.{watched}.id")
    if plan.goes_on:
        policy = Block("latency_routing_policy", (), {"region": Expression(f"var.{place}_region")})
    else:
        policy = Block("failover_routing_policy", (), {"type": "PRIMARY" if place == "primary" else "SECONDARY"})
    return Block("resource", ("aws_route53_record", place), values, (policy,))
