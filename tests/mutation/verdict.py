"""What mutmut found, read from its own listing and put into words."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MUTMUT = Path(sys.executable).parent / "mutmut"
# A fault that lets the tests run for ever, or ends their process, is noticed; one that no test reaches is not.
NOTICED = {"killed", "timeout", "segfault", "caught by type check"}
UNTESTED = "no tests"


@dataclass(frozen=True)
class Mutant:
    """One planted fault: `recovery.plan.x_earliest__mutmut_3`, and what became of it."""

    name: str
    status: str

    @property
    def survived(self) -> bool:
        return self.status not in NOTICED

    @property
    def untested(self) -> bool:
        return self.status == UNTESTED

    @property
    def function(self) -> str:
        """The function, or `Class.method`."""
        mangled = self.name.rpartition(".")[2].partition("__mutmut_")[0]
        return mangled.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in mangled else mangled.removeprefix("x_")

    def path_in(self, folder: Path) -> Path:
        module = Path(*self.name.split(".")[:-1])
        file = module.with_suffix(".py")
        return file if (folder / file).exists() else module / "__init__.py"


def mutants_in(folder: Path, names: Iterable[str]) -> list[Mutant]:
    """What became of these; mutmut lists all that could have been planted."""
    wanted = set(names)
    listed = output_of(folder, "results", "--all", "true")
    pairs = (line.strip().rpartition(": ") for line in listed.splitlines() if "__mutmut_" in line)
    return [Mutant(name, status) for name, _, status in pairs if name in wanted]


def output_of(folder: Path, *arguments: str) -> str:
    run = subprocess.run([MUTMUT, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout


def table(mutants: list[Mutant], folder: Path) -> Iterator[str]:
    """A line a module: faults, noticed, survived."""
    planted = Counter(str(mutant.path_in(folder)) for mutant in mutants)
    survived = Counter(str(mutant.path_in(folder)) for mutant in mutants if mutant.survived)
    yield from (row(path, planted[path], survived[path]) for path in sorted(planted))
    yield row("all", planted.total(), survived.total())


def row(name: str, planted: int, survived: int) -> str:
    share = survived / planted if planted else 0
    return f"{name:<44}{planted:>6} planted{planted - survived:>6} killed{survived:>5} survived {share:>6.1%}"


def survivor(mutant: Mutant, folder: Path) -> str:
    """Its place and what was changed there."""
    path = mutant.path_in(folder)
    changes = output_of(folder, "show", mutant.name).splitlines()
    hunk = next((line for line in changes if line.startswith("@@")), "@@ -1 +1 @@")
    line = first_line(folder / path, mutant.function) + changed_line(changes, hunk) - 1
    changed = [each for each in changes if each[:1] in "+-" and each[:3] not in ("+++", "---")]
    return "\n  ".join([f"{path}:{line} in {mutant.function} ({mutant.name}, {mutant.status})", *changed])


def changed_line(changes: list[str], hunk: str) -> int:
    """The line of the function that the change begins at, counted from one."""
    start = int(hunk.split()[1].lstrip("-").split(",")[0])
    lines = changes[changes.index(hunk) + 1 :] if hunk in changes else []
    return start + next((number for number, line in enumerate(lines) if line[:1] in ("+", "-")), 0)


def first_line(path: Path, function: str) -> int:
    """Where a function or `Class.method` begins."""
    owner, _, name = function.rpartition(".")
    module = ast.parse(path.read_text(encoding="utf-8"))
    classes = {each.name: each.body for each in module.body if isinstance(each, ast.ClassDef)}
    statements = classes[owner] if owner else module.body
    return next(each.lineno for each in statements if isinstance(each, ast.FunctionDef) and each.name == name)
