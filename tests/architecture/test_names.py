"""The vocabulary: code uses the field's words, and one word has one meaning (docs/glossary.md)."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = frozenset(
    [
        "strain",
        "ripples",
        "stretch",
        "stretches",
        "surroundings",
        "voice",
        "voices",
        "hearing",
        "hearings",
        "knot",
        "knots",
        "landscape",
        "letter",
        "letters",
        "obligation",
        "obligations",
        "spread",
        "awaited",
        "workshop",
        "drill",
        "drills",
    ]
)
"""Words of an earlier vocabulary, with the field's word in the glossary."""
ONE_MEANING = frozenset(["read", "plain", "said", "told", "in_words", "words", "rows", "reach", "around"])
"""Names that say nothing of what is done to what: each stands for one thing at most."""
CONTRACT_WORDS = frozenset({"drill", "drill_age", "drill_missed_objective", "drill_at"})
"""Names of the contract and of policy documents, which do not change with the code."""


def modules() -> list[Path]:
    packages = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    return [path for package in packages for path in sorted(package.rglob("*.py")) if "migrations" not in path.parts]


def definitions(path: Path) -> Iterator[tuple[str, str, bool]]:
    """The name of each class and function, where it stands, and whether it is a method."""
    tree = ast.parse(path.read_text())
    methods = {id(each) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for each in node.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, f"{path.relative_to(ROOT)}:{node.lineno}", id(node) in methods


def parts(name: str) -> set[str]:
    """The words of a name: `VoiceSet` and `voice_set` have the same two."""
    spaced = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return set(spaced.split("_"))


def private(name: str) -> set[str]:
    return set() if name in CONTRACT_WORDS else parts(name) & PRIVATE


@pytest.mark.parametrize("name", ["VoiceSet", "_strain", "take_stretch"])
def test_a_private_word_is_found(name):
    assert private(name)


def test_no_name_is_of_the_earlier_vocabulary():
    named = [where for path in modules() for name, where, _ in definitions(path) if private(name)]
    filed = [str(path.relative_to(ROOT)) for path in modules() if private(path.stem)]
    assert named + filed == []


def test_a_name_that_says_little_has_one_meaning():
    found = [
        (name, where) for path in modules() for name, where, _ in definitions(path)
        if name.lstrip("_") in ONE_MEANING
    ]  # fmt: skip
    more = Counter(name.lstrip("_") for name, _ in found)
    assert [each for each in found if more[each[0].lstrip("_")] > 1] == []
