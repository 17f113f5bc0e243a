"""The owner's ten minutes, counted: what can be read, how far one scrolls, how often one taps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.answering_pages import cast_in
from tests.browser.conftest import run_portal
from tests.browser.owner_walks import MOST_WORDS, Walk, knowing_nothing, short_way, whole_way
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("walk_counts")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    yield from run_portal(tmp_path_factory.mktemp("counts"), demo=False)


@pytest.fixture(scope="module")
def cast(portal: RunningPortal) -> dict[str, Any]:
    return cast_in(portal)


@pytest.mark.parametrize(
    ("name", "walk", "screens", "taps"),
    [("touch", short_way, 7, 8), ("keyboard", whole_way, 28, 42), ("unknowing", knowing_nothing, 25, 36)],
    ids=["short", "whole", "knowing nothing"],
)
def test_a_walk_costs_no_more(
    name: str,
    walk: Walk,
    screens: int,
    taps: int,
    portal: RunningPortal,
    cast: dict[str, Any],
    new_page: Callable[..., Page],
):
    page = new_page("narrow")
    page.context.add_cookies([{"name": "session", "value": cast["cast"][name]["session"], "url": portal.url}])
    page.goto(f"/systems/{name}/answer/")
    counts = walk(page)
    print(counts, counts.pages)
    assert counts.words <= MOST_WORDS[walk], f"{counts}: {counts.pages}"
    assert counts.screens <= screens, str(counts)
    assert counts.taps <= taps, str(counts)
