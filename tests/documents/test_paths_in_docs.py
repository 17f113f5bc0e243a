"""What a document names in code exists: paths as files or folders, dotted names as modules or what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.rooms import ROOMS, ROOT

DOCUMENTS = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
TO_BE_MADE = re.compile(r"New file `[^`]+`")
PATH = re.compile(r"[\w.-]+(?:/[\w.*-]+)*/?")
MADE = {"var", "staticfiles", "node_modules", "DATA_DIR", "cloudformation", "terraform", "kubernetes"}
"""Folders that are there only once something has run, here or where a plan as code was taken to."""
DESIGN = (ROOT / "docs" / "design.md").read_text()


def named(document: Path) -> list[str]:
    return CODE.findall(TO_BE_MADE.sub("", document.read_text()))


def paths(document: Path) -> list[str]:
    """`systems/models/` and `docs/*.md`, but no address, and no name that only looks like one."""
    found = [name for name in named(document) if "/" in name and PATH.fullmatch(name)]
    return [name for name in found if name.split("/")[0] not in MADE and not name.startswith(("text/", "http"))]


def dotted(document: Path) -> list[str]:
    name = re.compile(rf"({'|'.join(ROOMS)}|tests)(\.\w+)+")
    found = [match[0] for text in named(document) if (match := name.match(text))]
    return [
        each for each in found if each not in task_names() and not each.endswith((".py", ".toml", ".css", ".sqlite3"))
    ]


def task_names() -> set[str]:
    text = "".join(path.read_text() for path in ROOT.glob("*/tasks.py"))
    return set(re.findall(r'name="([\w.]+)"', text))


def exists(path: str) -> bool:
    return any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()


def resolves(name: str) -> bool:
    """Whether the longest part that is a module holds the rest as a name."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:length])
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if file.exists():
            rest = parts[length:]
            return not rest or bool(re.search(rf"\b{rest[0]}\b", file.read_text()))
    return False


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_exists(document):
    assert [path for path in paths(document) if not exists(path)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_dotted_name_exists(document):
    assert [name for name in dotted(document) if not resolves(name)] == []


def test_every_template_of_the_design_language_exists():
    templates = set(re.findall(r'"([\w/]+\.html)"', DESIGN))
    assert len(templates) > 20
    assert [name for name in templates if not (ROOT / "templates" / name).exists()] == []


def test_every_style_sheet_and_script_is_described():
    files = [*(ROOT / "static" / "css").iterdir(), *(ROOT / "static" / "js").iterdir()]
    assert files
    assert [path.name for path in files if f"{path.name}`" not in DESIGN] == []


def test_paths_and_names_are_found():
    assert len([path for document in DOCUMENTS for path in paths(document)]) > 60
    assert len([name for document in DOCUMENTS for name in dotted(document)]) > 4
    assert not resolves("accounts.services.hearings.way_in")
