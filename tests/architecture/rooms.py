"""The rooms of the house as they stand in `pyproject.toml`, and what each of them holds and imports."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["name"]: contract for contract in LINTER["contracts"]}
OUTSIDE = CONTRACTS["Packages import downwards only"]
INSIDE = CONTRACTS["Inside an app imports point down"]
ROOMS: list[str] = OUTSIDE["layers"]
"""From the top to the bottom."""
APPS: list[str] = INSIDE["containers"]
ONE_LAYER = {
    "drportal": "composes all others; its modules are settings, addresses and starts of processes",
    "recovery": "the method: pure functions, in no order that a framework would give",
}
"""Rooms without layers inside, with the reason."""


@dataclass(frozen=True)
class Arrow:
    """One room imports another, in so many places."""

    importer: str
    imported: str
    places: int


def layer_names(line: str) -> list[str]:
    """`(reports) | (writers)` are two names of one height."""
    return [name.strip().strip("()") for name in line.split("|")]


LAYERS: list[str] = [name for line in INSIDE["layers"] for name in layer_names(line)]
"""The layers inside an app, from the top to the bottom."""
IGNORED: set[str] = set(INSIDE["exhaustive_ignores"])


def root_packages() -> set[str]:
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}


def modules(room: str) -> set[str]:
    """The names of what stands at the top of a room: modules, and folders that hold any."""
    files = {path.stem for path in (ROOT / room).glob("*.py")}
    folders = {path.name for path in (ROOT / room).iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    return (files | folders) - {"__init__", "__main__", "__pycache__"}


def shape(app: str) -> list[str]:
    """The layers an app has, from the top to the bottom."""
    found = modules(app)
    return [layer for layer in LAYERS if layer in found]


@cache
def graph() -> grimp.ImportGraph:
    """Which module imports which."""
    return grimp.build_graph(*ROOMS, cache_dir=None)


@cache
def arrows() -> list[Arrow]:
    """Which room imports which, in the order of the rooms."""
    places: Counter[tuple[str, str]] = Counter()
    for module in graph().modules:
        for imported in graph().find_modules_directly_imported_by(module):
            places[module.partition(".")[0], imported.partition(".")[0]] += 1
    return [Arrow(a, b, places[a, b]) for a in ROOMS for b in ROOMS if a != b and places[a, b]]
