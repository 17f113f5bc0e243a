"""Campaigns: asking many by a day, and how far they are."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.gallery.shot import Shot


def see_the_waves(page: Page) -> None:
    page.get_by_label("Name of the campaign").fill("Autumn")
    page.get_by_label("How many waves").fill("3")
    page.get_by_role("button", name="See the waves").click()


def begin_one(page: Page) -> None:
    see_the_waves(page)
    page.get_by_role("button", name="Begin the campaign").click()


SHOTS = (
    Shot("campaigns-empty", "architect", "/campaigns/", portal="empty"),
    Shot("campaign-waves", "architect", "/campaigns/new/", see_the_waves),
    Shot("campaign", "architect", "/campaigns/new/", begin_one),
    Shot("review-together", "architect", "/review/together/"),
)
