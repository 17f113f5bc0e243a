"""The objectives as a policy of AWS Resilience Hub, by kind of disruption: it then says where the stack misses them."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.backup_template import Template, description
from exports.writers.plan_as_code.hcl import Block, Value
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import DAY, HOUR, MINUTE, CodePlan

NOTHING_TO_LOSE = 7 * DAY
"""The RPO, in seconds, of what keeps no data: the service wants a number, and a looser one says nothing."""
PLACES = ("AZ", "Hardware", "Region")
TIERS = (
    (15 * MINUTE, "MissionCritical"),
    (HOUR, "Critical"),
    (4 * HOUR, "Important"),
    (DAY, "CoreServices"),
)


def disruptions(plan: CodePlan) -> dict[str, tuple[int, int]]:
    """RTO and RPO in seconds by kind of disruption; that of the software destroys data. To be called with an RTO."""
    rto, rpo = plan.rto or 0, NOTHING_TO_LOSE if plan.rpo is None else plan.rpo
    for_data = (
        rto if plan.rto_for_data is None else plan.rto_for_data,
        rpo if plan.rpo_for_data is None else plan.rpo_for_data,
    )
    return {**dict.fromkeys(PLACES, (rto, rpo)), "Software": for_data}


def tier(plan: CodePlan) -> str:
    """A name for how soon it has to be back. The service uses it for nothing but its lists."""
    rto = plan.rto or 0
    return next((name for most, name in TIERS if rto <= most), "NonCritical")


def resilience_template(plan: CodePlan) -> Template:
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": description(plan, "Objectives"),
        "Resources": {
            "Objectives": {
                "Type": "AWS::ResilienceHub::ResiliencyPolicy",
                "Properties": {
                    "PolicyName": short_name(plan.key, longest=59),
                    "PolicyDescription": description(plan, "Objectives")[:500],
                    "Tier": tier(plan),
                    "Policy": {
                        kind: {"RtoInSecs": rto, "RpoInSecs": rpo} for kind, (rto, rpo) in disruptions(plan).items()
                    },
                },
            }
        },
    }


def resilience_blocks(plan: CodePlan) -> list[Block]:
    values: dict[str, Value] = {"name": short_name(plan.key, longest=59), "tier": tier(plan)}
    kinds = tuple(
        Block(kind.lower(), (), {"rto": f"{rto}s", "rpo": f"{rpo}s"}) for kind, (rto, rpo) in disruptions(plan).items()
    )
    policy = Block("policy", (), {}, kinds)
    return [Block("resource", ("aws_resiliencehub_resiliency_policy", "main"), values, (policy,))]
