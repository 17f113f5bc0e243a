"""What a person does on a page of questions, and how such a page is looked at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import check_page
from tests.browser.running_portal import RunningPortal

CAST = Path(__file__).with_name("answering_cast.py")

SETTLED = """async () => {
  const wait = time => new Promise(done => setTimeout(done, time));
  const end = performance.now() + 5000;
  do {
    await Promise.race([new Promise(requestAnimationFrame), wait(100)]);
    await Promise.race([Promise.allSettled(document.getAnimations().map(each => each.finished)), wait(1000)]);
  } while (document.getAnimations().length && performance.now() < end);
}"""
"""Waits until colours that change by and by have changed."""
SAVED = re.compile(r"^saved \d")


def cast_in(portal: RunningPortal) -> dict[str, Any]:
    """People with a system each, put into the portal: their sessions and rounds by name."""
    found: dict[str, Any] = portal.told_by(f"{CAST.read_text()}\nmain()")
    return found


def card(page: Page, question: str, value: object) -> Locator:
    return page.locator(f"label.choice:has(input[name='{question}'][value='{value}'])")


def unfold(page: Page) -> None:
    """All answers on the page to check, which are folded by topic."""
    page.wait_for_url(re.compile("/check/"))
    for topic in page.locator(".check-topic").all():
        if topic.get_attribute("open") is None:
            topic.locator("summary").click()


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(SAVED, timeout=15_000)


def light_and_dark(page: Page) -> None:
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        check_page(page)
