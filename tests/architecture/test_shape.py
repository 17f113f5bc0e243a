"""Each app has the same inner shape; what else it holds says why."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHAPE = frozenset(
    {"urls", "views", "forms", "presenters", "actions", "tasks", "services", "queries", "models", "permissions"}
    | {"apps", "migrations", "management", "__init__"}
)
NOT_APPS = frozenset({"drportal", "recovery", "tests"})
MOST = 20
"""So many modules a folder holds at the most: beyond, nobody sees at a glance what is there."""


def apps() -> list[Path]:
    return sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name not in NOT_APPS)


def parts_of(app: Path) -> set[str]:
    """The modules and packages at the top of an app."""
    packages = {path.parent.name for path in app.glob("*/__init__.py")}
    return packages | {path.stem for path in app.glob("*.py")}


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_what_is_beside_the_shape_says_why(app: Path):
    reasons = ast.get_docstring(ast.parse((app / "__init__.py").read_text())) or ""
    assert reasons, f"{app.name}/__init__.py does not say what the room is for"
    assert [name for name in sorted(parts_of(app) - SHAPE) if f"`{name}`:" not in reasons] == []


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_no_reason_outlives_its_module(app: Path):
    reasons = ast.get_docstring(ast.parse((app / "__init__.py").read_text())) or ""
    named = {line.split("`")[1] for line in reasons.splitlines() if line.startswith("- `")}
    assert named - parts_of(app) == set()


def test_no_folder_holds_more_than_can_be_seen_at_once():
    """Migrations are a history: a file each, to be kept."""
    rooms = [path.parent for path in ROOT.glob("*/__init__.py")]
    folders = {path.parent for room in rooms for path in room.rglob("*.py") if path.parent.name != "migrations"}
    full = {str(each.relative_to(ROOT)): len(list(each.glob("*.py"))) for each in folders}
    assert {name: count for name, count in full.items() if count > MOST} == {}


def test_templates_take_parts_from_their_own_room_or_from_below():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    floor = {room: place for place, room in enumerate(contract["layers"])}
    upwards = [
        f"{page.relative_to(ROOT)}: {part}"
        for room in floor
        for page in (ROOT / "templates" / room).rglob("*.html")
        for part in re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)", page.read_text())
        if floor.get(part.split("/")[0], len(floor)) < floor[room]
    ]
    assert upwards == []
