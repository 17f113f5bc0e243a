"""All files of a plan as code, and the archive of them."""

from __future__ import annotations

from collections.abc import Iterator

from exports.writers.plan_as_code import readme
from exports.writers.plan_as_code.aws.backup_template import backup_template
from exports.writers.plan_as_code.aws.backup_terraform import backup_blocks
from exports.writers.plan_as_code.aws.copies_template import copies_template
from exports.writers.plan_as_code.aws.resilience import resilience_blocks, resilience_template
from exports.writers.plan_as_code.aws.routing_template import routing_template
from exports.writers.plan_as_code.aws.routing_terraform import routing_blocks
from exports.writers.plan_as_code.aws.switch_steps import has_switch
from exports.writers.plan_as_code.aws.switch_template import switch_template
from exports.writers.plan_as_code.aws.switch_terraform import switch_blocks
from exports.writers.plan_as_code.folder import CodeFile, heading, yaml_file
from exports.writers.plan_as_code.hcl import Block, document
from exports.writers.plan_as_code.plan import CodePlan
from exports.writers.plan_as_code.velero import schedules
from exports.writers.zipping import zipped

PROVIDERS = Block(
    "terraform",
    (),
    {"required_version": ">= 1.5"},
    (Block("required_providers", (), {"aws": {"source": "hashicorp/aws", "version": ">= 6.20"}}),),
)


def files(plan: CodePlan) -> list[CodeFile]:
    """The README first. What the plan has no need of has no file."""
    found = list(_code(plan))
    return [readme.readme(plan, [each.name for each in found]), *found]


def _code(plan: CodePlan) -> Iterator[CodeFile]:
    blocks: dict[str, list[Block]] = {}
    if plan.has_copies:
        yield yaml_file(plan, "cloudformation/backup.yaml", backup_template(plan))
        yield yaml_file(plan, "cloudformation/copies.yaml", copies_template(plan))
        yield yaml_file(plan, "kubernetes/velero.yaml", *schedules(plan))
        blocks["backup"] = backup_blocks(plan)
    if plan.rto is not None:
        yield yaml_file(plan, "cloudformation/resilience.yaml", resilience_template(plan))
        blocks["resilience"] = resilience_blocks(plan)
    if plan.fails_over:
        yield yaml_file(plan, "cloudformation/routing.yaml", routing_template(plan))
        blocks["routing"] = routing_blocks(plan)
    if has_switch(plan):
        yield yaml_file(plan, "cloudformation/switch.yaml", switch_template(plan))
        blocks["switch"] = switch_blocks(plan)
    if blocks:
        yield CodeFile("terraform/versions.tf", heading(plan) + document([PROVIDERS]))
    for name, content in blocks.items():
        yield CodeFile(f"terraform/{name}.tf", heading(plan) + document(content))


def archive(plan: CodePlan) -> bytes:
    """The files as a ZIP archive, in a folder of the system's key."""
    texts = ((file.name, file.text.encode("utf-8", "replace")) for file in files(plan))
    return zipped(texts, folder=plan.key)
