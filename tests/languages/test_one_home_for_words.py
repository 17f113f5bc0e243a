"""How an amount, a duration, an objective is written is known to `presentation` and the method, and to nobody else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOMES = {"recovery", "presentation"}
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in {"tests", *HOMES})
OWN_WORDS = {
    ("recovery.durations", "words"), ("recovery.durations", "short"), ("recovery.currency", "sign"),
    ("django.utils.formats", "number_format"), ("recovery.currency", "SIGNS"),
}  # fmt: skip
ATTRIBUTES = {"durations.duration_in_words", "durations.short", "currency.sign", "formats.number_format"}
SIGNS = {"€", "£"}
STATES = {"not answered", "not known", "does not apply", "no interruption"}


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for path in (path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def own_words(tree: ast.Module) -> Iterator[str]:
    """Every way around the one home: its tools taken from elsewhere, its words written again."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (each.name for each in node.names if (node.module, each.name) in OWN_WORDS)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from {f"{node.value.id}.{node.attr}"} & ATTRIBUTES
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from {node.value} & (STATES | SIGNS)


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_else_words_amounts_durations_and_objectives(room):
    found = {name: sorted(words) for name, tree in modules(room) if (words := set(own_words(tree)))}
    assert found == {}


def test_there_is_one_table_of_currencies():
    tables = [
        name
        for name, tree in modules(*ROOMS, *HOMES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict) and {getattr(each, "value", None) for each in node.values} & SIGNS
    ]
    assert tables == ["recovery/currency.py"]
