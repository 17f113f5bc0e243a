"""Somebody who answers for a web shop, as people answer: the short way, and everything."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.answering_pages import card
from tests.browser.walk_counts import WalkCounts

THREE = {"mtd": 28800, "rpo": 3600, "peak": "yes", "peak_mtd": 14400}
EVERYTHING: dict[str, dict[str, object]] = {
    "harm": {},
    "meanwhile": {"peak_wrt": 3600, "workaround_lasts": 14400, "reduced_service": 50, "wrt": 3600},
    "promises": {"deadline": "no", "on_duty": 0},
    "data": {"keeps_data": "yes", "change_interval": 0},
    "loss": {"rebuild_from": "paper", "rebuild_window": 14400, "minutes_per_entry": 60, "never_lose": "no"},
    "copies": {"discovery_time": 604800, "legal_retention": 0},
    "objectives": {"rto": "accept", "data_rto": "same"},
}
HARM = {"impact-money-moderate": "14400", "impact-customers-moderate": "3600"}
TYPED = {"loss_per_hour": "20000", "entries_per_hour": "300", "people_reentering": "10", "expendable_entries": "0",
         "loss_per_lost_hour": "400"}  # fmt: skip


def short_way(page: Page) -> WalkCounts:
    """From the address in the mail, signed in, to sent."""
    counts = WalkCounts(taps=1)  # the button of the mail
    three_questions(page, counts)
    counts.leave(page, page.get_by_role("button", name="See the plan"))
    counts.leave(page, page.get_by_role("button", name="Send as it is"))
    arrived(page, counts)
    return counts


def whole_way(page: Page) -> WalkCounts:
    """The same with every question that the method reads."""
    counts = WalkCounts(taps=1)
    three_questions(page, counts)
    counts.leave(page, page.get_by_role("button", name="Answer everything instead"))
    for topic, answers in EVERYTHING.items():
        page.wait_for_url(re.compile(f"/{topic}/"))
        for question, value in answers.items():
            counts.tap(card(page, question, value))
        typed(page, counts)
        counts.leave(page, page.locator(".form-actions button.btn-primary"))
    counts.leave(page, page.get_by_role("button", name="Send my answers"))
    arrived(page, counts)
    return counts


def knowing_nothing(page: Page) -> WalkCounts:
    """Everything is asked, and to everything that one may the answer is “I don't know”."""
    counts = WalkCounts(taps=1)
    page.wait_for_url(re.compile("/express/"))
    counts.leave(page, page.get_by_role("button", name="Answer everything instead"))
    for topic in EVERYTHING:
        page.wait_for_url(re.compile(f"/{topic}/"))
        for unknown in page.locator("label.choice:has(input[value='unknown'])").all():
            if unknown.is_visible():
                counts.tap(unknown)
        counts.leave(page, page.locator(".form-actions button.btn-primary"))
    counts.leave(page, page.get_by_role("button", name="Send my answers"))
    arrived(page, counts)
    return counts


Walk = Callable[[Page], WalkCounts]
MOST_WORDS: dict[Walk, int] = {short_way: 400, whole_way: 1200, knowing_nothing: 1200}


def three_questions(page: Page, counts: WalkCounts) -> None:
    page.wait_for_url(re.compile("/express/"))
    for question, value in THREE.items():
        counts.tap(card(page, question, value))


def typed(page: Page, counts: WalkCounts) -> None:
    for name, moment in HARM.items():
        if page.locator(f"select[name='{name}']").count():
            counts.taps += 2
            page.locator(f"select[name='{name}']").select_option(moment)
    for name, number in TYPED.items():
        there = page.locator(f"input[name='{name}']")
        if there.count() and there.is_visible():
            counts.taps += 1
            there.fill(number)


def arrived(page: Page, counts: WalkCounts) -> None:
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()
    counts.read(page)
