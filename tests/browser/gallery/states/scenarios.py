"""Scenarios: what falls together, as it is read, tried and described."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.gallery.shot import Shot


def open_first(page: Page) -> None:
    page.locator("th a").first.click()


def try_six_teams(page: Page) -> None:
    open_first(page)
    page.get_by_label("Teams").fill("6")
    page.get_by_role("button", name="Try it").click()


SHOTS = (
    Shot("scenarios", "architect", "/scenarios/"),
    Shot("scenarios-empty", "architect", "/scenarios/", portal="empty"),
    Shot("scenario", "architect", "/scenarios/", open_first),
    Shot("scenario-manager", "manager", "/scenarios/", open_first),
    Shot("scenario-tried", "architect", "/scenarios/", try_six_teams),
    Shot("scenario-new", "architect", "/scenarios/new/"),
)
