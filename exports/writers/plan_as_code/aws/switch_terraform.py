"""The Region switch plan as Terraform: the same steps in the same order."""

from __future__ import annotations

from exports.writers.plan_as_code.aws.switch_steps import APPROVAL, LAMBDA, SwitchStep, rto_minutes, switch_steps
from exports.writers.plan_as_code.hcl import Block, Expression, Value, variable
from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import CodePlan


def switch_blocks(plan: CodePlan) -> list[Block]:
    """To be called only for a plan that is switched, beside `routing_blocks`, which has the zone and the name."""
    steps = switch_steps(plan)
    found = [
        variable("execution_role_arn", "The role that carries the plan out."),
        variable("primary_region", "Where the system runs."),
        variable("standby_region", "Where it comes back."),
    ]
    if any(each.kind == APPROVAL for each in steps):
        found.append(variable("approval_role_arn", "The role of who approves a step."))
    for each in steps:
        for place in ("primary", "standby") if each.parameter else ():
            found.append(variable(function(each, place), f"The function in the {place} region. {each.text}"))
    regions = [Expression("var.primary_region"), Expression("var.standby_region")]
    return [
        *found,
        Block(
            "resource",
            ("aws_arcregionswitch_plan", "main"),
            {
                "name": short_name(plan.key, longest=32),
                "execution_role": Expression("var.execution_role_arn"),
                "recovery_approach": "activePassive",
                "recovery_time_objective_minutes": rto_minutes(plan),
                "primary_region": regions[0],
                "regions": [*regions],
            },
            tuple(workflow(place, steps) for place in ("standby", "primary")),
        ),
    ]


def function(each: SwitchStep, place: str) -> str:
    return f"{each.name.replace('-', '_')}_{place}_arn"


def workflow(place: str, steps: list[SwitchStep]) -> Block:
    values: dict[str, Value] = {
        "workflow_target_action": "activate",
        "workflow_target_region": Expression(f"var.{place}_region"),
    }
    return Block("workflow", (), values, tuple(step(each) for each in steps))


def step(each: SwitchStep) -> Block:
    values: dict[str, Value] = {"name": each.name, "description": each.text, "execution_block_type": each.kind}
    if each.kind == APPROVAL:
        how = Block("execution_approval_config", (), {"approval_role": Expression("var.approval_role_arn")})
    elif each.kind == LAMBDA:
        functions = tuple(
            Block("lambda", (), {"arn": Expression(f"var.{function(each, place)}")}) for place in ("primary", "standby")
        )
        run: dict[str, Value] = {"region_to_run": "activatingRegion", "retry_interval_minutes": 1}
        how = Block("custom_action_lambda_config", (), run, functions)
    else:
        names: dict[str, Value] = {
            "hosted_zone_id": Expression("var.hosted_zone_id"),
            "record_name": Expression("var.record_name"),
        }
        how = Block("route53_health_check_config", (), names)
    return Block("step", (), values, (how,))
