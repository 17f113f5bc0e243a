"""Every package and every module has its layer, and the page of the architecture shows the house as it is."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.picture_of_rooms import PAGE, PICTURE, draw, page_with_table
from tests.architecture.rooms import (
    APPS,
    IGNORED,
    INSIDE,
    LAYERS,
    LINTER,
    ONE_LAYER,
    ROOMS,
    ROOT,
    arrows,
    modules,
    root_packages,
)

TEXT = PAGE.read_text()
REDRAW = "The house has changed: run `make rooms` and look at docs/architecture.md and docs/pictures/rooms.svg."


def test_every_root_package_is_a_room_with_a_place_in_the_order():
    assert set(ROOMS) == root_packages() == set(LINTER["root_packages"])
    assert len(ROOMS) == len(set(ROOMS))


def test_every_room_has_layers_inside_or_a_reason_for_having_none():
    assert sorted([*APPS, *ONE_LAYER]) == sorted(ROOMS)


@pytest.mark.parametrize("app", APPS)
def test_every_module_has_a_layer(app):
    assert modules(app) - set(LAYERS) - IGNORED == set()


def test_the_contract_forgets_no_module_and_keeps_no_layer_without_one():
    assert INSIDE["exhaustive"] is True
    assert {"migrations"} == IGNORED
    assert set(LAYERS) - {name for app in APPS for name in modules(app)} == set()


def test_no_import_points_up():
    assert arrows()
    assert [arrow for arrow in arrows() if ROOMS.index(arrow.importer) > ROOMS.index(arrow.imported)] == []


def test_the_makefile_checks_the_types_of_every_room():
    checked = re.search(r"^PACKAGES := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert checked
    assert set(checked[1].split()) == set(ROOMS)


def test_the_lines_of_every_room_are_counted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert set(project["tool"]["coverage"]["run"]["source"]) == set(ROOMS)


def test_the_page_says_what_each_room_is_for_in_their_order():
    assert re.findall(r"^\| `(\w+)` \| .{20,} \|$", section("The rooms"), re.MULTILINE) == ROOMS


def test_the_page_explains_each_layer_in_their_order():
    explained = section("Inside an app").partition("What each app has of it:")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| .{10,} \|$", explained, re.MULTILINE)
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == LAYERS


def test_the_picture_shows_the_imports_of_today():
    assert PICTURE.read_text() == draw(), REDRAW


def test_the_table_shows_the_layers_of_today():
    assert page_with_table(TEXT) == TEXT, REDRAW


def section(title: str) -> str:
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
