"""Long lists out of the portal and into it, by its own worker: the pages of waiting, fetching, comparing, writing."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page, run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("long-lists")
SYSTEMS, ROWS = 2_010, 1_010
PEOPLE = f"""
import json
from accounts.models import User
from systems.models import Profile, System
from tests.browser.answering_cast import session_of
architect = User.objects.create_user("architect@example.org", name="Ada Architect", roles=("architect",))
rows = System.objects.bulk_create(System(key=f"s{{at}}", name=f"System {{at}}") for at in range({SYSTEMS}))
Profile.objects.bulk_create(Profile(system=row) for row in rows)
print(json.dumps({{"session": session_of(architect)}}))
"""
PATIENCE = 120_000  # milliseconds


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    yield from run_portal(tmp_path_factory.mktemp("long-lists"), demo=False)


@pytest.fixture(scope="module")
def prepared(portal: RunningPortal) -> dict[str, Any]:
    return portal.told_by(PEOPLE)


@pytest.fixture
def visit(portal: RunningPortal, prepared: dict[str, Any], new_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(address: str, size: str = "wide", **options: Any) -> Page:
        page = new_page(size, **options)
        page.context.add_cookies([{"name": "session", "value": prepared["session"], "url": portal.url}])
        page.goto(address)
        return page

    return opened


@pytest.mark.parametrize(("size", "theme"), [("wide", "light"), ("narrow", "dark")])
def test_a_long_list_is_made_shown_and_fetched(visit, size, theme, tmp_path):
    page = visit("/systems/", size, color_scheme=theme)
    check_page(page)
    page.get_by_role("button", name="Download as XLSX").click()
    expect(page).to_have_url(re.compile(r"/files/\d+/"))
    check_page(page)
    page.goto("/systems/")
    page.get_by_role("button", name="as CSV").click()
    expect(page.get_by_text("It is ready: 2,010 rows")).to_be_visible(timeout=PATIENCE)
    check_page(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the file").click()
    started.value.save_as(tmp_path / "systems.csv")
    with (tmp_path / "systems.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == SYSTEMS + 1
    page.goto("/files/")
    expect(page.get_by_role("link", name="Systems as CSV").first).to_be_visible()
    check_page(page)


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_a_long_file_is_compared_and_written_while_its_page_says_how_far_it_is(visit, size):
    page = visit("/systems/import/", size)
    content = "Name,Purpose\n" + "".join(f"{size} {at},Sells things.\n" for at in range(ROWS))
    page.locator("input[type=file]").set_input_files(
        {"name": "long.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("button", name="Import 1,010 systems")).to_be_visible(timeout=PATIENCE)
    check_page(page)
    page.get_by_role("button", name="Import 1,010 systems").click()
    expect(page.get_by_role("heading", name="Imported", exact=True)).to_be_visible(timeout=PATIENCE)
    check_page(page)
    page.locator("a[data-count='1010']").click()
    expect(page.get_by_role("row")).to_have_count(51)
    check_page(page)
