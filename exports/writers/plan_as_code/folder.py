"""Each file of the folder of a plan: its name and how it begins."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from exports.writers.plan_as_code.plan import CodePlan, one_line


@dataclass(frozen=True, slots=True)
class CodeFile:
    """`name` may have folders, separated by slashes."""

    name: str
    text: str


def heading(plan: CodePlan, comment: str = "#") -> str:
    """What every file says first: whose plan it is, and whether somebody approved it."""
    return f"{comment} Recovery plan of {one_line(plan.name)} ({plan.key}). {plan.status}\n"


def yaml_text(content: object) -> str:
    """YAML that gives the same back; a text is quoted where it would be something else."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, width=110)


class _Dumper(yaml.SafeDumper):
    """Writes what occurs twice twice: CloudFormation knows no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def yaml_file(plan: CodePlan, name: str, *contents: object) -> CodeFile:
    return CodeFile(name, heading(plan) + "---\n".join(yaml_text(each) for each in contents))
