"""The page that goes with the files: why each value is what it is, and what a service cannot do."""

from __future__ import annotations

from collections.abc import Iterator

from exports.writers.markdown import escaped
from exports.writers.plan_as_code.aws.backup_rules import BackupRule, remarks, rules_of
from exports.writers.plan_as_code.aws.resilience import disruptions
from exports.writers.plan_as_code.aws.restore_tests import chosen_days, kept_hours
from exports.writers.plan_as_code.aws.routing import routing_of, routing_remarks
from exports.writers.plan_as_code.aws.switch_steps import has_switch, switch_steps
from exports.writers.plan_as_code.folder import CodeFile
from exports.writers.plan_as_code.plan import CodePlan, Copies, in_units
from exports.writers.plan_as_code.velero import velero_remarks

BEGIN = """\
DR Portal wrote these files and applies none of them. Look at each before you do. Nothing of the portal is needed to
use them. What the portal cannot know is a parameter (CloudFormation) or a variable (Terraform)."""


def readme(plan: CodePlan, names: list[str]) -> CodeFile:
    return CodeFile("README.md", "\n".join(_lines(plan, names)) + "\n")


def _lines(plan: CodePlan, names: list[str]) -> Iterator[str]:
    yield from (f"# Recovery plan of {escaped(plan.name)} as code", "", f"**{escaped(plan.status)}**", "", BEGIN, "")
    yield from ("## Files", "")
    yield from (f"- `{name}`" for name in names)
    if not names:
        yield "None: the plan has no number yet that code could be made from."
    yield from ("", "## Why each value is what it is", "", "| value | is | because |", "|---|---|---|")
    yield from (f"| {name} | {value} | {reason} |" for name, value, reason in reasons(plan))
    found = [*remarks(plan), *routing_remarks(plan), *velero_remarks(plan)]
    if found:
        yield from ("", "## What the services cannot do as the plan asks", "")
        yield from (f"- {each}" for each in found)
    yield from ("", "## How to begin", "")
    yield from steps(plan)


def reasons(plan: CodePlan) -> Iterator[tuple[str, str, str]]:
    """Value by value: what it is called, what it is, and what it follows from."""
    yield "RTO", in_units(plan.rto), "as approved" if plan.approved else "as answered, not approved"
    yield "RPO", in_units(plan.rpo), "as approved" if plan.approved else "as answered, not approved"
    yield "Strategy", escaped(plan.strategy) or "none", f"the cheapest of policy {escaped(plan.policy)} that meets both"
    for rule, asked in zip(rules_of(plan), asked_copies(plan), strict=False):
        yield from rule_reasons(rule, asked, plan)
    if plan.has_copies:
        yield (
            "Lock of the vault",
            "shortest to longest retention",
            "nothing goes earlier",
        )
        hours = f"{kept_hours(plan)} h"
        yield (
            "Restore test",
            f"every {in_units(plan.test_every)}, kept {hours}",
            f"data RTO {in_units(plan.rto_for_data)}",
        )
        yield "Copy to be restored", f"any of {chosen_days(plan)} d", "destroyed data are noticed late"
    yield from routing_reasons(plan)


def routing_reasons(plan: CodePlan) -> Iterator[tuple[str, str, str]]:
    """What the second place follows from; nothing where there is none."""
    if plan.rto is not None:
        kinds = ", ".join(f"{kind} {in_units(rto)}/{in_units(rpo)}" for kind, (rto, rpo) in disruptions(plan).items())
        yield "Resilience Hub: RTO/RPO", kinds, "the objectives; software stands for destroyed data"
    if plan.fails_over:
        found, who = routing_of(plan), "somebody" if plan.by_person else "the check"
        yield "Health check", f"every {found.interval} s, {found.failures} failures", "the policy's failover"
        yield "Records", f"TTL {found.ttl} s", f"elsewhere {found.time} s after a failure; {who} starts it"
    if has_switch(plan):
        yield "Order of the switch", ", ".join(each.name for each in switch_steps(plan)), "what it needs comes first"


def asked_copies(plan: CodePlan) -> list[Copies]:
    return [each for each in (plan.main, plan.then, plan.archive) if each is not None]


def rule_reasons(rule: BackupRule, asked: Copies, plan: CodePlan) -> Iterator[tuple[str, str, str]]:
    name = f"Rule `{rule.name}`"
    kind = "a continuous log" if rule.continuous else f"a copy every {in_units(asked.every)}"
    yield f"{name}: schedule", f"`{rule.cadence.aws}`", f"the plan asks for {kind}; RPO {in_units(plan.rpo_for_data)}"
    yield f"{name}: kept", f"{rule.keep} d", f"the plan asks for {in_units(asked.keep)}"
    yield (
        f"{name}: windows",
        f"start {rule.start_window} min, complete {rule.completion_window} min",
        f"answered: start {in_units(plan.start_window)}, running {in_units(plan.running_time)}; at least 60 min each",
    )
    if rule.cold_after is not None:
        yield f"{name}: cold storage", f"after {rule.cold_after} d", "nobody restores it in a hurry"


def steps(plan: CodePlan) -> Iterator[str]:
    if plan.has_copies:
        yield "1. Deploy `cloudformation/copies.yaml` in another region, and in another account. Note both vaults."
        yield f"2. Tag what belongs to the system with `dr-plan` = `{plan.key}`."
        yield "3. Deploy `cloudformation/backup.yaml` or the folder `terraform` with these vaults and your backup role."
        yield "4. On Kubernetes, label what belongs to the system in the same way, and apply `kubernetes/velero.yaml`."
        yield "5. Set the lock for good only when the first restore test was well: then nobody can take it back."
    else:
        yield "There is nothing to back up."
