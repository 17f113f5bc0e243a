"""The developer's guide leads through the code as it is: the walk of an answer, and the folders of tests."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache

import pytest

from tests.architecture.rooms import ROOT, graph

GUIDE = (ROOT / "docs" / "developer.md").read_text()
ROW = re.compile(r"^\| (\d+) \| `([\w/]+\.py)` \| (.+?) \| .+ \|$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    number: int
    path: str
    reached: str

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".")

    @property
    def source(self) -> str:
        return (ROOT / self.path).read_text()

    @property
    def before(self) -> Step:
        """The step that this one is reached from: the number at the end, or the one that wrote."""
        number = re.search(r"\b(\d+)\b", self.reached)
        assert number, f"Step {self.number} does not say from which step it is reached."
        return STEPS[int(number[1]) - 1]


STEPS = [Step(int(number), path, reached) for number, path, reached in ROW.findall(GUIDE)]


def test_the_walk_has_at_most_twelve_steps_in_their_order():
    assert 8 <= len(STEPS) <= 12
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))


@pytest.mark.parametrize("step", STEPS[1:], ids=lambda step: step.module)
def test_each_step_is_reached_as_the_guide_says(step):
    assert step.before.number < step.number
    if step.reached.startswith("imported by"):
        assert step.module in imports(step.before.module), f"{step.before.path} does not import {step.module}"
    elif task := re.match(r"task `([\w.]+)`", step.reached):
        assert task[1] in strings(step.before.source), f"{step.before.path} hands over no task named {task[1]}"
        assert step.module in imports(module_of_task(task[1])), f"the task {task[1]} does not call {step.module}"
    else:
        row = re.match(r"reads `(\w+)`", step.reached)
        assert row, step.reached
        assert all(row[1] in names(each.source) for each in (step, step.before))


def test_every_folder_of_tests_is_described():
    described = set(re.findall(r"`tests/(\w+)`", GUIDE))
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    assert described == folders


def imports(module: str) -> set[str]:
    return graph().find_modules_directly_imported_by(module)


def module_of_task(name: str) -> str:
    assert name in tasks(), f"There is no task named {name}."
    return f"{name.partition('.')[0]}.tasks"


@cache
def tasks() -> set[str]:
    text = "".join(path.read_text() for path in ROOT.glob("*/tasks.py"))
    return set(re.findall(r'@shared_task\(name="([\w.]+)"', text))


def strings(source: str) -> set[str]:
    return {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}


def names(source: str) -> set[str]:
    """Names that a module uses and has imported."""
    tree = list(ast.walk(ast.parse(source)))
    brought = {alias.name for node in tree if isinstance(node, ast.ImportFrom) for alias in node.names}
    return brought & {node.id for node in tree if isinstance(node, ast.Name)}
