"""The way to the standby as steps, in the order in which things have to come back."""

from __future__ import annotations

from dataclasses import dataclass

from exports.writers.plan_as_code.naming import short_name
from exports.writers.plan_as_code.plan import MINUTE, CodePlan

APPROVAL, LAMBDA, RECORDS = "ManualApproval", "CustomActionLambda", "Route53HealthCheck"
MOST_MINUTES = 10080


@dataclass(frozen=True, slots=True)
class SwitchStep:
    """`parameter` names the function of a step that runs one."""

    name: str
    kind: str
    text: str
    parameter: str = ""


def has_switch(plan: CodePlan) -> bool:
    """Pilot light and warm standby are switched; where both places serve, nothing is."""
    return plan.fails_over and not plan.goes_on and plan.rto is not None


def switch_steps(plan: CodePlan) -> list[SwitchStep]:
    """What it needs first, then its data, its computing, and the requests last."""
    found = (
        [SwitchStep("declare", APPROVAL, "Somebody decides that the primary place is lost.")] if plan.by_person else []
    )
    found += [
        SwitchStep(f"wait-{short_name(key, longest=50)}", APPROVAL, f"{key} is back: this system needs it.")
        for key in plan.order
    ]
    if plan.live_copy != "none":
        text = "The live copy becomes the one that is written."
        found.append(SwitchStep("promote-data", LAMBDA, text, "PromoteData"))
    computing = "Start what is switched off." if plan.by_person else "Bring what runs small to its full size."
    found.append(SwitchStep("start-computing", LAMBDA, computing, "StartComputing"))
    found.append(SwitchStep("send-requests", RECORDS, "Requests go to the standby."))
    return found


def rto_minutes(plan: CodePlan) -> int:
    """The RTO in whole minutes, as the service takes it: 1 to 10,080."""
    return min(max(1, (plan.rto or 0) // MINUTE), MOST_MINUTES)
