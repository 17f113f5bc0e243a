"""Chromium, and a portal for it to look at."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests import services
from tests.browser.running_portal import RunningPortal

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PORTALS = itertools.count()
SIZES = {"wide": (1280, 900), "narrow": (360, 740)}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both workers of a run begin their portals with the same prepared data."""
    own = tmp_path_factory.getbasetemp()
    RunningPortal.kept = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=services.CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, portal: RunningPortal) -> Iterator[Callable[..., Page]]:
    """`new_page()` opens a page in a browser of its own: another person's, with their own cookies."""
    contexts: list[BrowserContext] = []

    def open_page(size: str = "wide", **options: object) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=portal.url, viewport={"width": width, "height": height}, **{"locale": "en-GB", **options}
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def architect(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """`architect("/systems/blog/", "narrow")` opens a page of a demonstration as its architect."""

    def open_page(address: str, size: str = "wide", **options: object) -> Page:
        page = new_page(size, **options)
        page.goto(f"/sign-in/?next={address}")
        page.get_by_role("button", name="As Architect").click()
        expect(page).to_have_url(re.compile(re.escape(address)))
        return page

    return open_page


def own_redis() -> str:
    """An empty database of the Redis server that no other running test uses, so that each worker gets its own tasks."""
    address = os.environ.get("REDIS_URL", "")
    if not address:
        return ""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    own = f"{address.rpartition('/')[0]}/{1 + worker % 2 * 6 + next(PORTALS) % 6}"
    redis.Redis.from_url(own).flushdb()
    return own


def run_portal(folder: Path, *, demo: bool, **settings: str) -> Iterator[RunningPortal]:
    portal = RunningPortal(folder, demo=demo, database_url=os.environ.get("DATABASE_URL", ""), redis_url=own_redis())
    portal.environment |= settings
    try:
        portal.start()
        yield portal
    finally:
        print(portal.log())  # shown when the test fails
        portal.stop()


@pytest.fixture(scope="session")
def demo_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The portal as `make run` shows it: the demonstration company, mail in files. For looking, not for changing."""
    yield from run_portal(tmp_path_factory.mktemp("demo"), demo=True)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[RunningPortal]:
    """An empty portal with a real mail server, for one test."""
    yield from run_portal(tmp_path, demo=False)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is now, a line each; a page that is just leaving is waited for."""
    for _ in range(3):
        page.wait_for_load_state()
        try:
            return looked_at(page)
        except PlaywrightError as error:
            if "Execution context was destroyed" not in str(error):
                raise
    return looked_at(page)


def looked_at(page: Page) -> list[str]:
    # Evaluated, not added as a script: the page's content security policy allows none but its own.
    page.evaluate(AXE.read_text())
    result = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', "
        "'best-practice']})).violations"
    )
    return [
        f"{v['id']}: {v['help']} — {n['html'][:160]} {n['failureSummary'][:200]}" for v in result for n in v["nodes"]
    ]


def check_page(page: Page) -> None:
    """No accessibility fault and no sideways scrolling, as wide as a desk and as narrow as a phone."""
    before = page.viewport_size
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == [], f"{page.url} at {width}"
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} at {width}"
    page.set_viewport_size(before)
