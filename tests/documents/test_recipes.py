"""The recipes of CONTRIBUTING.md work as they stand: followed in a copy of the house, with the tests that show them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.recipes import PAGE, STEP, Recipe, Unclear, copy_of_the_house, recipes

RECIPES = list(recipes())
WANTED = ["rule", "question", "strategy", "format", "mail", "page", "language"]


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A copy of the house in which every recipe was followed, one after the other."""
    if not shutil.which("msgfmt"):
        if os.environ.get("EVERYTHING") == "1":
            pytest.fail("gettext is not installed, and nothing may be left out")
        pytest.skip("gettext is not installed, so no recipe with texts can be followed")
    folder = copy_of_the_house(tmp_path_factory.mktemp("house"))
    for recipe in RECIPES:
        follow(recipe, folder)
    return folder


def follow(recipe: Recipe, folder: Path) -> None:
    for step in recipe.steps:
        try:
            step.do(folder)
        except (Unclear, OSError, LookupError) as error:
            pytest.fail(f"{recipe.title}: “{step.says}” cannot be done: {error}")


def test_there_is_a_recipe_for_what_is_added_most_often():
    assert [recipe.title.split()[-1] for recipe in RECIPES] == WANTED
    assert sum(len(recipe.steps) for recipe in RECIPES) == PAGE.read_text().count("```") // 2
    assert all(recipe.shown_by() for recipe in RECIPES)


def test_what_was_added_shows_itself(house):
    """All in one run, in the copy; the database is the copy's own."""
    tests = [test for recipe in RECIPES for test in recipe.shown_by()]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "DATA"))}
    environment |= {"DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    run = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]


@pytest.mark.parametrize("command", [["ruff", "check"], ["ruff", "format", "--check"]], ids=" ".join)
def test_what_was_added_is_in_style(house, command):
    files = {step.file() for recipe in RECIPES for step in recipe.steps if step.kind == "python"}
    assert len(files) > 10
    run = subprocess.run(
        [sys.executable, "-m", *command, *sorted(files)], cwd=house, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


def test_a_step_that_cannot_be_done_is_told(tmp_path):
    (tmp_path / "list.py").write_text("LIST = [\n    one,\n    one,\n]\n")
    said = "In `list.py`, after `    one`:\n\n```python\n    two,\n```\n"
    [step] = [found.groups() for found in STEP.finditer(said)]
    with pytest.raises(pytest.fail.Exception, match=r"2 lines of list\.py begin with"):
        follow(Recipe("Add a two", (type(RECIPES[0].steps[0])(*step),)), tmp_path)
