"""The short way as people go it: on a phone, by keyboard, without scripts, in Spanish, in the dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering_pages import card, cast_in, light_and_dark, saved
from tests.browser.conftest import check_page, run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("express")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    yield from run_portal(tmp_path_factory.mktemp("express"), demo=False)


@pytest.fixture(scope="module")
def cast(portal: RunningPortal) -> dict[str, Any]:
    return cast_in(portal)


@pytest.fixture
def begin(portal: RunningPortal, cast: dict[str, Any], new_page: Callable[..., Page]) -> Callable[..., Page]:
    """`begin("touch", size="narrow")` opens the address of the mail as the owner of that system."""

    def opened(name: str, size: str = "narrow", **options: Any) -> Page:
        page = new_page(size, **options)
        page.context.add_cookies([{"name": "session", "value": cast["cast"][name]["session"], "url": portal.url}])
        page.goto(f"/systems/{name}/answer/")
        expect(page).to_have_url(re.compile("/express/$"))
        return page

    return opened


def test_by_thumb_from_the_mail_to_sent(begin):
    page = begin("touch", has_touch=True, is_mobile=True)
    light_and_dark(page)
    card(page, "mtd", 28800).tap()
    card(page, "rpo", 900).tap()
    card(page, "peak", "yes").tap()
    card(page, "peak_mtd", 14400).tap()
    saved(page)
    expect(page.locator("#consequence-line")).to_contain_text("Back in 2 h · lose 15 min")
    check_page(page)
    page.get_by_role("button", name="See the plan").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("What follows from your answers")
    expect(page.get_by_text("Back within 2 hours is assumed")).to_be_visible()
    light_and_dark(page)
    page.get_by_role("button", name="Send as it is").tap()
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()
    expect(page.get_by_text("You answered in short")).to_be_visible()
    check_page(page)


def test_without_scripts_with_a_fault_on_the_way(begin):
    page = begin("scriptless", java_script_enabled=False)
    card(page, "mtd", "other").click()
    page.locator("input[name='mtd-other']").fill("quite long")
    page.get_by_role("button", name="See the plan").click()
    expect(page.locator("input[name='mtd-other']")).to_have_value("quite long")
    page.locator("input[name='mtd-other']").fill("2 days")
    page.get_by_role("button", name="See the plan").click()
    page.get_by_role("button", name="Send as it is").click()
    page.get_by_role("link", name="How much recent work could you afford to do again or lose?").click()
    card(page, "rpo", 3600).click()
    page.get_by_role("button", name="See the plan").click()
    page.get_by_role("button", name="Send as it is").click()
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()


def test_in_spanish_in_the_dark(begin):
    page = begin("spanish", locale="es-ES", color_scheme="dark")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tres preguntas")
    card(page, "mtd", 86400).click()
    card(page, "rpo", 0).click()
    page.get_by_role("button", name="Ver el plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lo que se deduce de sus respuestas")
    assert not re.search(r"\b(the|price|assumed|could)\b", page.locator("main").inner_text(), re.I)
    check_page(page)
    page.get_by_role("button", name="Enviar así").click()
    expect(page.get_by_text("Ha respondido en breve")).to_be_visible()


def test_by_keyboard_alone_and_then_more_exact(begin):
    page = begin("keyboard", size="wide")
    for question, value in (("mtd", "28800"), ("rpo", "3600"), ("peak", "no")):
        by_keys(page, question, value)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/outcome/$"))
    more = page.get_by_text("Or make it more exact")
    while not more.evaluate("summary => summary === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    topic = page.get_by_role("link", name="Getting by without it")
    while not topic.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/meanwhile/$"))
    expect(page.locator("input[name='peak'][value='no']")).to_be_checked()


def by_keys(page: Page, question: str, value: str) -> None:
    """Into the group by Tab, along it by arrows."""
    for _ in range(200):
        if page.evaluate("name => document.activeElement.name === name", question):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    while not page.evaluate("value => document.activeElement.value === value", value):
        page.keyboard.press("ArrowDown")
