"""The glossary against the code: every package and every model has a word, and every word is still there."""

from __future__ import annotations

import inspect
import re
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db.models import Model

from tests.architecture.rooms import APPS, ROOMS, ROOT

PAGE = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<means>[^|]+) \|(?P<source>[^|]*)\| (?P<code>[^|]+) \|$", re.MULTILINE)
ENTRIES = [row for row in ROW.finditer(PAGE.read_text()) if row["term"] not in ("term", "---")]
IN_CODE = {name: row["term"] for row in ENTRIES for name in re.findall(r"`([^`]+)`", row["code"])}


@cache
def models() -> set[str]:
    """The names of all models of ours, also of those that only others build on."""
    modules = [import_module(f"{config.name}.models") for config in apps.get_app_configs() if has_models(config.name)]
    found = [each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)]
    return {each.__name__ for each in found if issubclass(each, Model) and each.__module__.split(".")[0] in APPS}


def has_models(app: str) -> bool:
    return app in APPS and bool(list((ROOT / app).glob("models*")))


def exists(name: str) -> bool:
    if "/" in name:
        return (ROOT / name).is_file()
    if "." in name:
        module, _, attribute = name.rpartition(".")
        file = ROOT / f"{module.replace('.', '/')}.py"
        return file.is_file() and hasattr(import_module(module), attribute)
    return name in ROOMS or name in models()


def test_every_package_has_a_word():
    missing = sorted(set(ROOMS) - set(IN_CODE))
    assert missing == [], f"docs/glossary.md has no row whose last column names the package {', '.join(missing)}."


def test_every_model_has_a_word():
    missing = sorted(models() - set(IN_CODE))
    assert missing == [], f"docs/glossary.md has no row whose last column names the model {', '.join(missing)}."


def test_every_word_is_still_in_the_code():
    gone = [f"`{name}` (at “{term}”)" for name, term in IN_CODE.items() if not exists(name)]
    assert gone == [], f"docs/glossary.md names what the code does not have: {'; '.join(gone)}."


def test_each_word_stands_once_and_says_where_it_lives():
    words = [word.strip() for row in ENTRIES for word in row["term"].split(",")]
    assert len(words) > 60
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
    assert [row["term"] for row in ENTRIES if "`" not in row["code"]] == []


def test_every_row_of_a_table_is_read():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and not line.startswith("| term")]
    assert len(rows) == len(ENTRIES)
