"""Several people about one system, as they do it: asked, saved as they type, compared, asked again, decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering_pages import card, light_and_dark, saved, unfold
from tests.browser.conftest import run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("responses")
SCRIPT = Path(__file__).with_name("panels_cast.py")
CALL = "\nmain()"
SAID = {
    "Ada": (3600, "Customers wait at the till."),
    "Ben": (28800, "We can write on paper until the evening."),
    "Cleo": (86400, "Nobody calls at night."),
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """One portal for all of these tests: each has a system of its own."""
    yield from run_portal(tmp_path_factory.mktemp("responses"), demo=False)


@pytest.fixture(scope="module")
def cast(portal: RunningPortal) -> dict[str, Any]:
    return portal.told_by(SCRIPT.read_text() + CALL)


@pytest.fixture
def as_(portal: RunningPortal, cast: dict[str, Any], new_page: Callable[..., Page]) -> Callable[..., Page]:
    """`as_("Ada", "/to-do/")` opens a page as that person."""

    def opened(name: str, path: str = "/", **options: Any) -> Page:
        page = new_page(**options)
        page.context.add_cookies([{"name": "session", "value": cast["sessions"][name], "url": portal.url}])
        page.goto(path)
        return page

    return opened


# A round of three, a second one, and the decision.


def test_three_people_two_rounds_and_a_decision(as_, cast):
    architect = as_("Arthur", "/systems/shop/panel/")
    invite(architect)
    panel = architect.url
    people = {name: as_(name) for name in SAID}
    for name, page in people.items():
        answer(page, *SAID[name], look=name == "Ada")
    architect.goto(panel)
    expect(architect.get_by_text("far apart").first).to_be_visible()
    for _, reason in SAID.values():
        expect(architect.get_by_text(reason)).to_be_visible()
    for name in SAID:
        expect(architect.locator(".distribution", has_text=name)).to_have_count(0)
    light_and_dark(architect)

    architect.get_by_role("button", name="Ask everybody once more").click()
    expect(architect.get_by_text("Second round, until")).to_be_visible()
    light_and_dark(architect)
    for name, page in people.items():
        revise(page, 14400 if name != "Cleo" else None, look=name == "Ada")
    decide(as_("Olga", panel))
    people["Ben"].goto(panel)
    expect(people["Ben"].get_by_text("Half a day is too long.")).to_be_visible()
    light_and_dark(people["Ben"])


def invite(page: Page) -> None:
    light_and_dark(page)
    page.get_by_role("button", name="Ask them").click()
    expect(page.locator("#errors")).to_be_visible()
    light_and_dark(page)
    page.get_by_label("Whom do you want to ask?").fill("ada@example.org\nben@example.org\ncleo@example.org")
    expect(page.get_by_label("Answers until")).not_to_have_value("")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("First round, until")).to_be_visible()
    expect(page.get_by_text("When this day is over, the round ends by itself.")).to_be_visible()
    light_and_dark(page)


def answer(page: Page, rto: int, reason: str, *, look: bool) -> None:
    """From what waits after signing in: saved as it is typed, and there again after a reload."""
    link = page.get_by_role("link", name=re.compile("^Answer.*The shop system"))
    expect(link).to_be_visible()
    if look:
        light_and_dark(page)
    link.click()
    if look:
        light_and_dark(page)
    page.get_by_role("link", name="Answer the questions").click()
    page.wait_for_url(re.compile("/numbers/"))
    if look:
        light_and_dark(page)
    choose(page, "rto", rto)
    page.locator("textarea[name='rto-reason']").fill(reason)
    choose(page, "rpo", 3600)
    saved(page)
    page.reload()
    expect(page.locator("textarea[name='rto-reason']")).to_have_value(reason)
    if look:
        light_and_dark(page)
    page.get_by_role("button", name="Save and check").click()
    page.wait_for_url(re.compile("/check/"))
    if look:
        light_and_dark(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Thank you, your answers are sent.")).to_be_visible()
    if look:
        light_and_dark(page)


def choose(page: Page, name: str, seconds: int) -> None:
    """Written out, because what the answers lead to stands on a card of another name."""
    card(page, name, "other").click()
    page.locator(f"input[name='{name}-other']").fill(f"{seconds // 3600} hours")


def revise(page: Page, rto: int | None, *, look: bool) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Answer.*The shop system")).click()
    expect(page.get_by_text("Nobody calls at night.")).to_be_visible()
    if look:
        light_and_dark(page)
    page.get_by_role("link", name="Go to my answers").click()
    page.goto(re.sub("/[a-z]+/$", "/objectives/", page.url))
    if rto:
        with page.expect_response(re.compile("/save/$")):
            choose(page, "rto", rto)
    if look:
        light_and_dark(page)
    page.get_by_role("button", name="Save and check everything").click()
    page.wait_for_url(re.compile("/check/"))
    if look:
        unfold(page)
        expect(page.locator(".check-topic").get_by_text("4 hours").first).to_be_visible()
        light_and_dark(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Thank you, your answers are sent.")).to_be_visible()


def decide(page: Page) -> None:
    expect(page.get_by_role("heading", name="You decide")).to_be_visible()
    page.get_by_text("What was said in the first round").click()
    light_and_dark(page)
    page.locator("#id_rto").fill("soon")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#errors")).to_be_visible()
    light_and_dark(page)
    page.locator("#id_rto").fill("4 hours")
    page.locator("#id_rpo").fill("1 hour")
    page.get_by_label("Why?").fill("Half a day is too long.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("heading", name="Decided")).to_be_visible()
    light_and_dark(page)


# Through faults, and in two windows.


def test_without_a_network_and_in_two_windows_nothing_is_lost(as_, cast):
    first = as_("Ben", f"/responses/{cast['tabs']['Ben']}/harm/")
    second = first.context.new_page()
    second.goto(first.url)
    first.context.set_offline(True)
    first.locator("textarea[name='what_stops']").fill("Typed in the tunnel.")
    expect(first.locator("#saved")).to_have_text("Offline: kept on this device until you are back.")
    first.context.set_offline(False)
    saved(first)
    second.locator("textarea[name='what_stops']").fill("From the second window.")
    expect(second.locator("#saved")).to_contain_text("This page was saved elsewhere meanwhile.")
    second.get_by_role("button", name="See both versions").click()
    expect(second.get_by_text("Typed in the tunnel.")).to_be_visible()
    light_and_dark(second)
    second.get_by_role("button", name="Save what I chose").click()
    expect(second.locator("textarea[name='what_stops']")).to_have_value("From the second window.")


def test_whoever_comes_after_the_day_is_received_kindly(as_, cast):
    page = as_("Cleo", f"/panels/{cast['late']}/")
    expect(page.get_by_role("heading", name="you were not heard in it")).to_be_visible()
    expect(page.get_by_text("2 of 3 have answered.")).to_be_visible()
    light_and_dark(page)
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", name="What you had typed")).to_be_visible()
    light_and_dark(page)


# A colleague and single questions.


def test_a_colleagues_answer_is_saved_as_it_is_typed(as_, cast):
    page = as_("Ada", f"/questions/{cast['questions'][0]}/")
    light_and_dark(page)
    page.locator("textarea[name='what_stops']").fill("All tills.")
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("textarea[name='what_stops']")).to_have_value("All tills.")
    with page.expect_response(re.compile("/save/$")):
        page.locator("textarea[name='what_stops']").fill("All tills, and the phones.")
    card(other, "mtd", 3600).click()
    expect(other.locator("#saved")).to_contain_text("This page was saved elsewhere meanwhile.")
    other.get_by_role("button", name="See both versions").click()
    expect(other.get_by_role("button", name="Save what I chose")).to_be_visible()
    light_and_dark(other)
    other.get_by_role("button", name="Save what I chose").click()
    other.get_by_role("button", name="Send my answer").click()
    expect(other.get_by_role("heading", name="Thank you, your answer is there")).to_be_visible()
    light_and_dark(other)


def test_a_question_that_cannot_be_sent_yet_and_one_for_somebody_else(as_, cast):
    page = as_("Ada", f"/questions/{cast['questions'][1]}/")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.locator("#errors")).to_be_visible()
    page.get_by_text("Somebody else should know this").click()
    light_and_dark(page)
    page.get_by_label("Who might know it?").fill("Ben")
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_role("heading", name="Thank you for saying so")).to_be_visible()
    light_and_dark(page)


def test_what_is_typed_after_the_question_was_taken_back_is_kept(as_, cast):
    page = as_("Ada", f"/questions/{cast['questions'][2]}/")
    owner = as_("Olga", f"/colleagues/{cast['rounds']['questions']}/")
    owner.get_by_role("button", name=re.compile("^No longer ask")).first.click()
    expect(owner.get_by_text("is no longer asked.")).to_be_visible()
    light_and_dark(owner)
    page.locator("textarea[name='what_stops']").fill("A long thought.")
    expect(page.locator("#saved")).to_contain_text("This is no longer asked. Nothing you typed is lost.")
    light_and_dark(page)
    page.get_by_role("button", name="See what you typed").click()
    expect(page.get_by_text("A long thought.")).to_be_visible()
    light_and_dark(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with a script", "without"])
def test_the_way_to_a_colleague_loses_nothing_typed(scripts, as_, cast):
    page = as_("Olga", f"/assessments/{cast['rounds']['shop']}/harm/", java_script_enabled=scripts)
    text = f"Half a thought, scripts {scripts}."
    page.locator("textarea[name='what_stops']").fill(text)
    page.locator("#id_mtd-question summary", has_text="Help").click()
    page.get_by_role("button", name=re.compile("^Ask a colleague.*When would it become")).click()
    page.wait_for_url(re.compile(r"/ask/\?question=mtd"))
    expect(page.locator("input[name='questions'][value='mtd']")).to_be_checked()
    if scripts:
        light_and_dark(page)
    page.get_by_role("link", name="Go back").click()
    expect(page.locator("textarea[name='what_stops']")).to_have_value(text)


def test_enter_in_a_field_goes_on_and_asks_nobody(as_, cast):
    page = as_("Olga", f"/assessments/{cast['rounds']['late']}/promises/")
    page.locator("input[name='loss_per_hour']").fill("2000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The data in it", level=1)).to_be_visible()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator("input[name='loss_per_hour']")).to_have_value(re.compile("^2,?000$"))
