"""Caring for the questionnaire as people do it: by keyboard and without scripts, up to the owner who is asked it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page, run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("questionnaire")
PEOPLE = """
import json
from accounts.models import User
from systems.models import Profile, System
from tests.browser.answering_cast import session_of
architect = User.objects.create_user("architect@example.org", name="Ada Architect", roles=("architect",))
owner = User.objects.create_user("owner@example.org", name="Olga Owner", roles=("owner",))
system = System.objects.create(key="shop", name="Shop", owner=owner)
Profile.objects.create(system=system)
print(json.dumps({"architect": session_of(architect), "owner": session_of(owner)}))
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    yield from run_portal(tmp_path_factory.mktemp("questionnaire"), demo=False)


@pytest.fixture(scope="module")
def people(portal: RunningPortal) -> dict[str, str]:
    return portal.told_by(PEOPLE)


@pytest.fixture
def as_(portal: RunningPortal, people: dict[str, str], new_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(person: str, path: str, size: str = "wide", **options: Any) -> Page:
        page = new_page(size, **options)
        page.context.add_cookies([{"name": "session", "value": people[person], "url": portal.url}])
        page.goto(path)
        return page

    return opened


def test_from_the_draft_to_the_owner(as_: Callable[..., Page]):
    page = as_("architect", "/questionnaire/")
    check_page(page)
    page.get_by_role("button", name="Change the questionnaire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Draft of the questionnaire")
    word(page)
    add(page)
    put_into_order(page)
    look_as_the_owner(page)
    publish(page)
    answer(as_("owner", "/systems/shop/answer/", "narrow"))


def word(page: Page) -> None:
    """By keyboard: the link, the field, Enter in a single line."""
    check_page(page)
    link = page.locator("#question-reduced_service").get_by_role("link", name="Change")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=wording-en]")).to_be_visible()
    check_page(page)
    page.locator("[name=wording-en]").fill("")
    label = page.locator("[name=choices-10-label-en]")
    label.fill("Bit by bit")
    label.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write this in English")
    check_page(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("[name=wording-en]")).to_be_focused()
    page.keyboard.type("Does it creep, or is there a moment?")
    expect(page.locator("[name=choices-10-label-en]")).to_have_value("Bit by bit")
    page.get_by_role("button", name="Save in the draft").last.click()
    expect(page.locator("#question-reduced_service")).to_contain_text("Does it creep, or is there a moment?")
    expect(page.locator("#question-reduced_service")).to_contain_text("changed")
    expect(page.get_by_role("heading", name=re.compile("Spanish as before"))).to_be_visible()


def add(page: Page) -> None:
    page.locator("#page-harm").get_by_role("link", name="Add a question of your own").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A question of your own")
    check_page(page)
    expect(page.locator("#offered")).to_be_hidden()
    page.get_by_label("What is answered").select_option("choice")
    expect(page.locator("#offered")).to_be_visible()
    check_page(page)
    texts = {
        "wording-en": "Who can be called at night?", "why-en": "So that nobody has to search.",
        "example-en": "The service desk.", "c0-en": "Somebody of ours", "c1-en": "The service desk",
    }  # fmt: skip
    for name, text in texts.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Add an answer").click()
    page.locator("[name=c2-en]").fill("Nobody")
    page.get_by_role("button", name=re.compile("^Up ?: Answer 3")).click()
    expect(page.locator(".offered [name$='-en']").nth(1)).to_have_value("Nobody")
    page.get_by_role("button", name="Save in the draft").last.click()
    expect(page.locator("#question-own_who_can_be_called_at_night")).to_contain_text("no Spanish yet")
    check_page(page)


def put_into_order(page: Page) -> None:
    questions = page.locator("#page-harm .outline-list .what")
    expect(questions.last).to_have_text("Who can be called at night?")
    last_but_one = questions.count() - 2
    button = page.get_by_role("button", name=re.compile("^Up ?: Who can be called"))
    button.focus()
    page.keyboard.press("Enter")
    expect(questions.nth(last_but_one)).to_have_text("Who can be called at night?")
    page.keyboard.press("Tab")  # one goes on from the question that was moved
    expect(page.get_by_role("link", name=re.compile("^Change ?: Who can be called"))).to_be_focused()


def look_as_the_owner(page: Page) -> None:
    page.get_by_role("link", name="See it as the owner does").click()
    expect(page.get_by_role("group", name="Who can be called at night?")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Español").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuando se detiene")
    expect(page.get_by_role("group", name="Who can be called at night?")).to_be_visible()
    page.get_by_role("link", name="En un teléfono").click()
    phone = page.frame_locator(".phone iframe")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Cuando se detiene")
    check_page(page)
    phone.get_by_role("button", name="Guardar y continuar").last.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Arreglárselas sin él")
    phone.locator("label.choice:has(input[name=peak][value=yes])").click()
    expect(phone.locator("[name=peak_when]")).to_be_visible()
    page.get_by_role("link", name="Volver al borrador").click()


def publish(page: Page) -> None:
    page.locator("aside").get_by_role("link", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publish the questionnaire?")
    check_page(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence")
    check_page(page)
    page.get_by_label("What changes, and why").fill("We ask who can be called at night.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_contain_text("is asked from now on.")
    check_page(page)
    page.get_by_role("link", name="What changed").click()
    expect(page.get_by_text("“Who can be called at night?”, on the page “When it stops”")).to_be_visible()
    check_page(page)
    page.goto("/questionnaire/")
    expect(page.get_by_role("row").nth(1)).to_contain_text("We ask who can be called at night.")
    check_page(page)


def answer(page: Page) -> None:
    check_page(page)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Answer everything instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("When it stops")
    check_page(page)
    page.locator("label.choice", has_text="Nobody").click()
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Getting by without it")
    page.get_by_text("Topics", exact=True).click()
    page.get_by_role("link", name="Check and send").click()
    expect(page.locator(".answers > div", has_text="Who can be called at night?")).to_contain_text("Nobody")
    check_page(page)


def test_all_of_it_works_without_scripts(as_: Callable[..., Page]):
    page = as_("architect", "/questionnaire/", "narrow", java_script_enabled=False)
    page.get_by_role("button", name="Change the questionnaire").click()
    questions = page.locator("#page-harm .outline-list .what")
    moved = "When would it become unbearable, even"
    below = 1 + next(place for place, each in enumerate(questions.all_inner_texts()) if moved in each)
    page.get_by_role("button", name=re.compile(f"^Down ?: {moved}")).click()
    expect(questions.nth(below)).to_contain_text(moved)
    page.locator("#question-mtd").get_by_role("link", name="Change").click()
    page.locator("[name=why-en]").fill("Every plan ends before it.")
    page.get_by_role("button", name="Save in the draft").last.click()
    expect(page.locator("#question-mtd")).to_contain_text("changed")
    page.get_by_role("link", name="Publish").click()
    expect(page.get_by_text("Every plan ends before it.")).to_be_visible()
