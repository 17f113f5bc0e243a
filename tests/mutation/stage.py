"""A copy of the project in which faults are planted, with the settings of mutmut for one part.

mutmut leaves decorated functions alone. Here that would be every rule of the contradictions (`@rule(…)`) and every
action (`@transaction.atomic`), so the copy says the same in other words: the function first, then
`function = decorator(function)`.
"""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.parts import Part

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".*", "var", "staticfiles", "node_modules", "__pycache__", "*.sqlite3*", "htmlcov")
UNDERSTOOD = {"staticmethod", "classmethod"}
SELECTION = ("-m", "not unmutated and not browser and not services")
PLUGIN = "tests.mutation.plugin"
# What pytest does at each start and end and is not needed here; it would take longer than most tests.
SPARED = ("cacheprovider", "xdist", "unraisableexception", "threadexception")


def prepare(part: Part, modules: tuple[str, ...]) -> Path:
    """A fresh folder for `part`, in which mutmut can be started; whatever it held before is gone."""
    folder = ROOT / "var" / "mutants" / part.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    patterns = [pattern for module in modules for pattern in patterns_of(module)]
    packages = sorted({module.split("/")[0] for module in modules})
    for package in packages:
        for path in (folder / package).rglob("*.py"):
            path.write_text(without_decorators(path.read_text(encoding="utf-8")), encoding="utf-8")
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(settings_of(part, packages, patterns, folder))
    return folder


def patterns_of(module: str) -> list[str]:
    """A path as mutmut matches it; a path that is not there raises, as it would otherwise mutate nothing."""
    if not (ROOT / module).exists():
        raise LookupError(f"{module} is not there; tests/mutation/parts.py lists what is mutated.")
    return [module] if module.endswith(".py") else [f"{module}/*"]


def settings_of(part: Part, packages: list[str], patterns: list[str], folder: Path) -> str:
    """Their JSON is TOML, too."""
    others = sorted(path.name for path in folder.iterdir() if path.name not in (*packages, "tests", "pyproject.toml"))
    values = {
        "source_paths": packages,
        "only_mutate": patterns,
        "also_copy": others,
        "pytest_add_cli_args": [
            f"-p{PLUGIN}",
            *(f"-pno:{plugin}" for plugin in SPARED),
        ],
        "pytest_add_cli_args_test_selection": [*SELECTION, *part.tests],
        # Each fault is tried in a process that ran no test before: what the method remembers would hide it.
        "process_isolation": "forkserver",
        "use_git_change_detection": False,
        # A language that nobody knows is English, too: no test could tell.
        "do_not_mutate_patterns": ['language: str = "en"'],
        "timeout_constant": 2.0,
        "timeout_multiplier": 5.0,
    }
    lines = (f"{name} = {json.dumps(value)}" for name, value in values.items())
    return "\n[tool.mutmut]\n" + "\n".join(lines) + "\n"


def without_decorators(source: str) -> str:
    """The same module, its functions decorated by assignments that follow them."""
    lines = source.splitlines()
    functions = sorted(decorated(ast.parse(source)), key=lambda function: function.lineno, reverse=True)
    for function in functions:
        applied = function.name
        for decorator in reversed(function.decorator_list):
            applied = f"{ast.unparse(decorator)}({applied})"
        end = function.end_lineno or function.lineno
        lines.insert(end, f"{' ' * function.col_offset}{function.name} = {applied}")
        first = function.decorator_list[0].lineno
        # Empty lines in their place: a place in the copy is the place in the module.
        lines[first - 1 : function.lineno - 1] = [""] * (function.lineno - first)
    return "\n".join(lines) + "\n"


def decorated(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Functions of a module and of its classes whose decorators mutmut does not understand."""
    classes = (statement for statement in module.body if isinstance(statement, ast.ClassDef))
    for statements in (module.body, *(each.body for each in classes)):
        for statement in statements:
            if isinstance(statement, ast.FunctionDef):
                names = {ast.unparse(decorator) for decorator in statement.decorator_list}
                if names - UNDERSTOOD:
                    yield statement
