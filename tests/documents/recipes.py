"""The recipes of CONTRIBUTING.md as steps, and the steps done in a copy of the house."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.rooms import ROOT

PAGE = ROOT / "CONTRIBUTING.md"
HEAD = re.compile(r"^## (Add .+)$", re.MULTILINE)
STEP = re.compile(r"(?P<says>[^\n]+):\n\n```(?P<kind>\w+)\n(?P<block>.*?)```\n", re.DOTALL)
NEW, END = re.compile(r"New file `([^`]+)`$"), re.compile(r"At the end of `([^`]+)`$")
AFTER, INSTEAD = re.compile(r"In `([^`]+)`, after `([^`]+)`$"), re.compile(r"[Ii]n `([^`]+)`, instead of `([^`]+)`$")
PYTEST = ".venv/bin/python -m pytest "


class Unclear(Exception):
    """A step that says no way in which it could be done."""


@dataclass(frozen=True)
class Step:
    says: str
    kind: str
    block: str

    def do(self, house: Path) -> None:
        """Raises Unclear; FileExistsError, FileNotFoundError or LookupError when the house is not as it says."""
        for way, done in WAYS:
            if found := way.search(self.says):
                done(house, self.block, *found.groups())
                return
        raise Unclear(self.says)

    def file(self) -> str:
        """What the step writes to; nothing for commands."""
        return next((found[1] for way, _ in WAYS if (found := way.search(self.says)) and found.groups()), "")

    def shown_by(self) -> list[str]:
        """The tests that show the recipe, when that is what the step names."""
        if self.says != "Shown by":
            return []
        return [line.removeprefix(PYTEST) for line in self.block.splitlines()]


@dataclass(frozen=True)
class Recipe:
    title: str
    steps: tuple[Step, ...]

    def shown_by(self) -> list[str]:
        return [test for step in self.steps for test in step.shown_by()]


def recipes() -> Iterator[Recipe]:
    parts = HEAD.split(PAGE.read_text())[1:]
    for title, text in zip(parts[::2], parts[1::2], strict=True):
        yield Recipe(title, tuple(Step(*found.groups()) for found in STEP.finditer(text)))


def copy_of_the_house(folder: Path) -> Path:
    """What git has, and what it would have with the next commit."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def _create(house: Path, block: str, name: str) -> None:
    if (house / name).exists():
        raise FileExistsError(f"{name} is there already")
    (house / name).parent.mkdir(parents=True, exist_ok=True)
    (house / name).write_text(block)


def _append(house: Path, block: str, name: str) -> None:
    text = (house / name).read_text()
    (house / name).write_text(text + block)


def _after(house: Path, block: str, name: str, beginning: str) -> None:
    _replace(house, name, beginning, lambda line: line + block)


def _instead(house: Path, block: str, name: str, beginning: str) -> None:
    _replace(house, name, beginning, lambda _: block)


def _replace(house: Path, name: str, beginning: str, change: Callable[[str], str]) -> None:
    lines = (house / name).read_text().splitlines(keepends=True)
    found = [number for number, line in enumerate(lines) if line.startswith(beginning)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} lines of {name} begin with {beginning!r}")
    lines[found[0]] = change(lines[found[0]])
    (house / name).write_text("".join(lines))


def _run(house: Path, block: str) -> None:
    command = block.replace(".venv/bin/python", f"'{sys.executable}'")
    run = subprocess.run(["bash", "-euc", command], cwd=house, capture_output=True, text=True, check=False)
    if run.returncode:
        raise ChildProcessError(f"{block}\n{run.stderr[-2000:]}")


def _shown(house: Path, block: str) -> None:
    """Run for all recipes together, in the end."""
    if any(not line.startswith(PYTEST) for line in block.splitlines()):
        raise Unclear(block)


WAYS: tuple[tuple[re.Pattern[str], Callable[..., None]], ...] = (
    (NEW, _create), (END, _append), (AFTER, _after), (INSTEAD, _instead),
    (re.compile("^Run$"), _run), (re.compile("^Shown by$"), _shown),
)  # fmt: skip
