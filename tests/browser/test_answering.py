"""Answering as people do it: by keyboard, by thumb, without scripts, in Spanish, through faults, in two windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.answering_pages import card, cast_in, light_and_dark, saved, unfold
from tests.browser.conftest import SIZES, check_page, run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("answering")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """One portal for all of these tests: each has a system and an owner of its own."""
    yield from run_portal(tmp_path_factory.mktemp("answering"), demo=False)


@pytest.fixture(scope="module")
def cast(portal: RunningPortal) -> dict[str, Any]:
    return cast_in(portal)


@pytest.fixture
def as_owner(portal: RunningPortal, cast: dict[str, Any], new_page: Callable[..., Page]) -> Callable[..., Page]:
    """`as_owner("touch", "harm", size="narrow")` opens a topic as the owner of that system, or as `person`."""

    def opened(name: str, topic: str = "harm", *, person: str = "", size: str = "wide", **options: Any) -> Page:
        page = new_page(size, **options)
        session = cast["people"][person] if person else cast["cast"][name]["session"]
        page.context.add_cookies([{"name": "session", "value": session, "url": portal.url}])
        page.goto(address(cast, name, topic) if "assessment" in cast["cast"][name] else f"/systems/{name}/answer/")
        return page

    return opened


def address(cast: dict[str, Any], name: str, topic: str) -> str:
    return f"/assessments/{cast['cast'][name]['assessment']}/{topic}/"


# By keyboard alone.


def tab_to(page: Page, selector: str) -> None:
    """Tab until it has the focus, as somebody without a mouse does."""
    for _ in range(250):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def choose_by_keys(page: Page, question: str, value: str) -> None:
    """Into the group by Tab, along it by arrows, like in any row of radio buttons."""
    tab_to(page, f"input[name='{question}']")
    if not page.locator(f"input[name='{question}']:checked").count():
        page.keyboard.press("Space")
    for _ in range(20):
        if page.evaluate("value => document.activeElement.value === value", value):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} of {question} is not reached by arrows")


def press(page: Page, name: str) -> None:
    """To the button by Tab, and Enter."""
    before = page.url
    button = page.get_by_role("button", name=name, exact=True)
    for _ in range(250):
        if button.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def test_the_whole_questionnaire_by_keyboard_alone(as_owner):
    page = as_owner("keyboard")
    choose_by_keys(page, "mtd", "28800")
    tab_to(page, "select[name='impact-money-moderate']")
    page.keyboard.type("4 hours")
    tab_to(page, ".impact-worse > summary")
    page.keyboard.press("Enter")
    tab_to(page, "select[name='impact-money-intolerable']")
    page.keyboard.type("24 hours")
    tab_to(page, "textarea[name='what_stops']")
    page.keyboard.type("The tills stop, and the queue notices.")
    expect(page.locator("#consequence svg").first).to_be_visible()
    press(page, "Save and continue")
    choose_by_keys(page, "peak", "no")
    choose_by_keys(page, "workaround_lasts", "other")
    tab_to(page, "input[name='workaround_lasts-other']")
    page.keyboard.type("2 hours")
    choose_by_keys(page, "wrt", "3600")
    press(page, "Save and continue")
    tab_to(page, "input[name='recovery_budget-unknown']")
    page.keyboard.press("Space")
    press(page, "Save and continue")
    choose_by_keys(page, "keeps_data", "yes")
    choose_by_keys(page, "change_interval", "0")
    while not page.locator("input[name='rto']").count():
        press(page, "Save and continue")
    choose_by_keys(page, "rto", "accept")
    choose_by_keys(page, "rpo", "3600")
    press(page, "Save and check everything")
    unfold(page)
    expect(page.get_by_text("The tills stop, and the queue notices.")).to_be_visible()
    expect(page.get_by_text("4 hours, as suggested")).to_be_visible()
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()


# By thumb.


def test_the_whole_questionnaire_by_touch_on_a_phone(as_owner):
    page = as_owner("touch", size="narrow", has_touch=True, is_mobile=True)
    page.locator("textarea[name='what_stops']").fill("The branches call.")
    expect(page.locator("select[name='impact-money-severe']")).to_be_hidden()
    page.locator(".impact-worse summary").first.tap()
    page.locator("select[name='impact-money-severe']").select_option("28800")
    page.locator("select[name='impact-customers-moderate']").select_option("0")
    card(page, "mtd", 86400).tap()
    saved(page)
    check_page(page)
    page.locator(".consequence summary").tap()
    expect(page.locator("#consequence svg").first).to_be_visible()
    page.locator(".consequence summary").tap()
    go_on = page.get_by_role("button", name=re.compile("Save and (continue|check)"))
    for topic in ("meanwhile", "promises", "data", "loss", "copies", "objectives"):
        go_on.tap()
        page.wait_for_url(re.compile(f"/{topic}/"))
        check_page(page)
    card(page, "rto", "accept").tap()
    card(page, "rpo", "unknown").tap()
    go_on.tap()
    unfold(page)
    expect(page.get_by_text("I don't know").first).to_be_visible()
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()


# Without a script.


def test_the_whole_questionnaire_without_javascript(as_owner):
    page = as_owner("scriptless", java_script_enabled=False)
    page.locator("textarea[name='what_stops']").fill("Nothing moves.")
    card(page, "mtd", "other").click()
    page.locator("input[name='mtd-other']").fill("soon")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#errors")).to_be_visible()
    expect(page.locator("textarea[name='what_stops']")).to_have_value("Nothing moves.")
    page.locator("input[name='mtd-other']").fill("6 hours")
    page.get_by_role("button", name="See what this means").click()
    expect(page.locator("#consequence svg").first).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    card(page, "peak", "yes").click()
    expect(page.locator("textarea[name='peak_when']")).to_be_visible()
    card(page, "peak_mtd", 3600).click()
    for topic in ("promises", "data"):
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url(re.compile(f"/{topic}/"))
    card(page, "keeps_data", "no").click()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(re.compile("/objectives/"))
    expect(page.get_by_text("Your busiest season decides: the plan has to hold then too.")).to_be_visible()
    card(page, "rto", "accept").click()
    page.get_by_text("Say it more exactly").click()
    page.get_by_label("At the longest").fill("2 hours")
    page.get_by_label("How sure are you?").select_option("medium")
    page.get_by_role("button", name="Save and check everything").click()
    unfold(page)
    expect(page.get_by_text("At the longest 2 hours, fairly sure")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()


# In Spanish.


def test_the_whole_questionnaire_in_spanish(as_owner):
    page = as_owner("spanish", locale="es-ES")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuando se detiene")
    card(page, "mtd", "other").click()
    page.locator("input[name='mtd-other']").fill("8 horas")
    go_on = page.locator(".form-actions button[value='next']")
    for topic in ("meanwhile", "promises", "data"):
        go_on.click()
        page.wait_for_url(re.compile(f"/{topic}/"))
    card(page, "keeps_data", "yes").click()
    page.locator("input[name='entries_per_hour']").fill("1.500")
    for topic in ("loss", "copies", "objectives"):
        go_on.click()
        page.wait_for_url(re.compile(f"/{topic}/"))
    card(page, "rto", "accept").click()
    card(page, "rpo", 14400).click()
    go_on.click()
    unfold(page)
    said = page.locator("main").inner_text()
    for words in ("8 horas", r"1\s500", "4 horas"):
        assert re.search(words, said), words
    assert page.locator("html").get_attribute("lang") == "es"
    check_page(page)
    page.locator(".send button").click()
    page.wait_for_url(re.compile("/sent/"))
    check_page(page)


# Through faults.


def test_the_server_is_restarted_in_the_middle(portal, as_owner):
    page = as_owner("restart")
    text = page.locator("textarea[name='what_stops']")
    text.fill("Before the restart.")
    saved(page)
    portal.stop_processes()
    text.fill("While it was away.")
    expect(page.locator("#saved")).to_have_text("Not saved yet, trying again.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#saved")).to_have_text("Not saved yet, trying again.")
    portal.start_processes()
    page.wait_for_url(re.compile("/meanwhile/"), timeout=45_000)
    page.get_by_role("button", name="Back", exact=True).click()
    expect(text).to_have_value("While it was away.")


def test_without_a_network_what_is_typed_is_kept_and_saved_later(as_owner):
    page = as_owner("offline")
    page.context.set_offline(True)
    text = page.locator("textarea[name='what_stops']")
    text.fill("Typed in the tunnel.")
    expect(page.locator("#saved")).to_have_text("Offline: kept on this device until you are back.")
    light_and_dark(page)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("When it stops")
    page.context.set_offline(False)
    page.wait_for_url(re.compile("/meanwhile/"))
    page.get_by_role("button", name="Back", exact=True).click()
    expect(text).to_have_value("Typed in the tunnel.")


def test_a_reload_before_the_save_brings_the_text_back(as_owner):
    page = as_owner("reload")
    page.route("**/save/", lambda route: route.abort())
    page.locator("textarea[name='what_stops']").fill("Not sent yet.")
    card(page, "mtd", 3600).click()
    expect(page.locator("#saved")).to_have_text("Not saved yet, trying again.")
    page.unroute("**/save/")
    page.reload()
    expect(page.locator("textarea[name='what_stops']")).to_have_value("Not sent yet.")
    expect(page.locator("input[name='mtd'][value='3600']")).to_be_checked()
    saved(page)
    assert page.evaluate("Object.keys(sessionStorage).filter(name => name.startsWith('answers:'))") == []
    page.reload()
    expect(page.locator("textarea[name='what_stops']")).to_have_value("Not sent yet.")


def test_a_link_waits_until_what_was_typed_last_is_saved(as_owner):
    page = as_owner("link")
    page.get_by_text("Topics", exact=True).click()
    page.locator("textarea[name='what_stops']").fill("Typed just before leaving.")
    page.get_by_role("link", name="Check and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("heading", name="When it stops").click()
    expect(page.get_by_text("Typed just before leaving.")).to_be_visible()
    assert page.evaluate("Object.keys(sessionStorage).filter(name => name.startsWith('answers:'))") == []


def test_a_link_pressed_twice_does_not_wait_for_a_server_that_is_away(as_owner):
    page = as_owner("link")
    page.route("**/save/", lambda route: route.abort())
    page.get_by_text("Topics", exact=True).click()
    page.locator("textarea[name='what_stops']").fill("Kept in this tab.")
    page.get_by_role("link", name="Check and send").click()
    expect(page.locator("#saved")).to_have_text("Not saved yet, trying again.")
    page.get_by_role("link", name="Check and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.unroute("**/save/")
    page.go_back()
    expect(page.locator("textarea[name='what_stops']")).to_have_value("Kept in this tab.")
    saved(page)


def test_signed_out_in_the_middle_nothing_typed_is_lost(portal, cast, as_owner):
    page = as_owner("signed-out")
    page.context.clear_cookies()
    page.locator("textarea[name='what_stops']").fill("Written too long.")
    expect(page.locator("#saved")).to_contain_text("You are no longer signed in.")
    page.get_by_role("button", name="Sign in again").click()
    page.wait_for_url(re.compile("/sign-in/"))
    session = {"name": "session", "value": cast["cast"]["signed-out"]["session"], "url": portal.url}
    page.context.add_cookies([session])
    page.goto(address(cast, "signed-out", "harm"))
    expect(page.locator("textarea[name='what_stops']")).to_have_value("Written too long.")
    saved(page)


# Two windows, two people.


def test_two_tabs_of_one_person(as_owner):
    first = as_owner("tabs")
    second = first.context.new_page()
    second.goto(first.url)
    first.locator("textarea[name='what_stops']").fill("From the first tab.")
    saved(first)
    second.locator("textarea[name='what_stops']").fill("From the second tab.")
    expect(second.locator("#saved")).to_contain_text("This page was saved elsewhere meanwhile.")
    light_and_dark(second)
    second.get_by_role("button", name="See both versions").click()
    expect(second.get_by_role("heading", name="You saved this page in another window")).to_be_visible()
    expect(second.get_by_text("From the first tab.")).to_be_visible()
    expect(second.get_by_text("From the second tab.")).to_be_visible()
    light_and_dark(second)
    second.get_by_role("button", name="Save what I chose").click()
    expect(second.locator("textarea[name='what_stops']")).to_have_value("From the second tab.")
    card(second, "mtd", 86400).click()
    saved(second)


def test_two_people_on_the_same_page_and_on_different_ones(as_owner, cast):
    owner, elsewhere = as_owner("people"), as_owner("people", "meanwhile")
    peer = as_owner("people", person="peer")
    peer.goto(cast["cast"]["people"]["question"])
    peer.locator("textarea[name='what_stops']").fill("The peer's words.")
    peer.get_by_role("button", name="Send my answer").click()
    expect(peer.get_by_text("Thank you, your answer is sent.")).to_be_visible()
    card(elsewhere, "wrt", 0).click()
    saved(elsewhere)
    owner.locator("textarea[name='what_stops']").fill("The owner's words.")
    owner.get_by_role("button", name="Save and continue").click()
    expect(owner.get_by_role("heading", name="Somebody else saved first")).to_be_visible()
    expect(owner.get_by_text("Saved by Pilar Peer")).to_be_visible()
    owner.locator("input[name='what_stops-keep'][value='theirs']").check()
    owner.get_by_role("button", name="Save what I chose").click()
    owner.wait_for_url(re.compile("/meanwhile/"))
    owner.goto(address(cast, "people", "harm"))
    expect(owner.locator("textarea[name='what_stops']")).to_have_value("The peer's words.")


# The price where the choice is.


def test_on_a_phone_cards_and_bar_say_the_price_with_one_request_a_change(as_owner):
    page = as_owner("prices", "objectives", size="narrow", has_touch=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/consequence/") else None)
    card(page, "rto", 14400).tap()
    card(page, "rpo", 3600).tap()
    expect(card(page, "rto", 3600)).to_contain_text("50,000\u00a0€")
    expect(page.locator("#consequence-line")).to_contain_text("lose 1 h · $ · 20,000\u00a0€")
    expect(card(page, "rto", 86400)).not_to_contain_text("For the same price", use_inner_text=True)
    before = len(asked)
    card(page, "rto", 86400).tap()
    expect(page.locator("#consequence-line")).to_contain_text("Back in 24 h")
    expect(card(page, "rto", 86400)).to_contain_text("For the same price you get: 4 hours", use_inner_text=True)
    saved(page)
    assert len(asked) == before + 1
    light_and_dark(page)


# Every state, light and dark.


def test_every_state_is_accessible_in_light_and_dark(as_owner, cast):
    page = as_owner("states")
    for topic in ("harm", "meanwhile", "promises", "data", "loss", "copies", "objectives", "check"):
        page.goto(address(cast, "states", topic))
        light_and_dark(page)
    page.goto(address(cast, "states", "harm"))
    card(page, "mtd", "other").click()
    page.locator("input[name='mtd-other']").fill("soon")
    expect(page.locator("#saved")).to_contain_text("cannot be read yet")
    light_and_dark(page)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#errors")).to_be_visible()
    light_and_dark(page)
    page.locator("input[name='mtd-other']").fill("4 hours")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(re.compile("/meanwhile/"))
    page.goto(address(cast, "states", "objectives"))
    card(page, "rto", 86400).click()
    page.locator("textarea[name='rto-reason']").fill("The office is closed in the afternoon.")
    card(page, "rpo", 0).click()
    page.locator(".exact").first.locator("summary").click()
    expect(page.locator("#consequence .finding").first).to_be_visible()
    light_and_dark(page)
    page.get_by_role("button", name="Save and check everything").click()
    expect(page.locator(".finding.blocks").first).to_be_visible()
    light_and_dark(page)
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url(re.compile("/sent/"))
    light_and_dark(page)
    page.goto(address(cast, "states", "check"))
    expect(page.get_by_role("button", name="Change my answers")).to_be_visible()
    light_and_dark(page)


def test_again_next_year_each_topic_takes_one_click(portal, cast, as_owner, new_page):
    page = as_owner("again")
    light_and_dark(page)
    page.get_by_role("button", name="Begin again").click()
    expect(page.get_by_role("button", name="All still so")).to_be_visible()
    light_and_dark(page)
    page.locator("#answer-mtd").get_by_role("link", name="Change").click()
    expect(page.locator("#change-one")).to_be_focused()
    light_and_dark(page)
    card(page, "mtd", "other").click()
    page.locator("input[name='mtd-other']").fill("soonish")
    page.get_by_role("button", name="Save this answer").click()
    expect(page.locator("#id_mtd_error")).to_be_visible()
    light_and_dark(page)
    page.get_by_role("link", name="Leave it as it was").click()
    page.goto(re.sub("/[a-z]+/(#.*)?$", "/harm/", page.url))
    expect(page.get_by_text("One answer here is from last time. Is it still so?")).to_be_visible()
    light_and_dark(page)
    page.get_by_label("Still so: When would it become unbearable").check()
    saved(page)
    page.reload()
    expect(page.get_by_text("from last time")).to_have_count(0)
    for topic in ("meanwhile", "promises"):
        page.goto(re.sub("/[a-z]+/$", f"/{topic}/", page.url))
        page.get_by_role("button", name="All still so, go on").click()
        page.wait_for_url(lambda url, topic=topic: f"/{topic}/" not in url)
    page.goto(re.sub("/[a-z]+/$", "/objectives/", page.url))
    light_and_dark(page)
    card(page, "rto", 28800).click()
    page.locator("textarea[name='rto-reason']").fill("Cheaper.")
    page.locator("label.choice[for='id_rpo-still']").click()
    page.get_by_role("button", name="Save and check everything").click()
    page.wait_for_url(re.compile("/check/"))
    light_and_dark(page)
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url(re.compile("/sent/"))
    architect = new_page()
    architect.context.add_cookies([{"name": "session", "value": cast["people"]["architect"], "url": portal.url}])
    architect.goto("/systems/again/decision/")
    expect(architect.get_by_text("1 answer has changed since the last approval")).to_be_visible()
    expect(architect.locator("del", has_text="4 hours")).to_be_visible()
    expect(architect.locator("ins", has_text="8 hours")).to_be_visible()
    light_and_dark(architect)


# What it weighs.


def test_the_first_page_is_light_and_keeps_to_itself(portal, cast, new_page):
    page = new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    hosts: list[str] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.on("request", lambda request: hosts.append(request.url))
    page.context.add_cookies([{"name": "session", "value": cast["cast"]["weights"]["session"], "url": portal.url}])
    page.goto(address(cast, "weights", "harm"), wait_until="networkidle")
    print(f"first page: {sum(sizes) / 1024:.0f} KiB in {len(hosts)} requests")
    assert len(sizes) >= 5
    assert sum(sizes) <= 150 * 1000
    assert [url for url in hosts if not url.startswith((f"{portal.url}/", "data:"))] == []
    assert page.locator("script:not([src])").count() == 0
    assert page.locator("[style], [onclick], [onload]").count() == 0


# Ways out of what does not fit: seen, taken and taken back; promised where somebody has to arrange it.


def opened_finding(page: Page, code: str) -> Locator:
    finding = page.locator(f"#{code}")
    if finding.get_attribute("open") is None:
        finding.locator("summary").first.click()
    return finding


def test_a_way_out_is_seen_taken_and_taken_back_by_thumb(as_owner, cast):
    page = as_owner("offers", "check", size="narrow", has_touch=True)
    finding = opened_finding(page, "rto-exceeds-mtd")
    way = finding.locator("li", has=page.get_by_role("button", name="Be back within 4 hours"))
    expect(way.locator(".old-new").first).to_have_text(re.compile(r"1 day|24 hours"))
    expect(way.locator(".old-new ins")).to_have_text("4 hours")
    light_and_dark(page)
    way.get_by_role("button", name="Be back within 4 hours").tap()
    taken = page.locator(".taken")
    expect(taken).to_contain_text("Be back within 4 hours")
    light_and_dark(page)
    taken.get_by_role("button", name="Undo").tap()
    expect(page.locator(".taken")).to_have_count(0)
    expect(page.locator("#rto-exceeds-mtd")).to_be_visible()


def test_what_was_taken_is_taken_back_after_sending_from_the_history(as_owner, cast):
    page = as_owner("offers-sent", "check")
    opened_finding(page, "rto-exceeds-mtd").get_by_role("button", name="Be back within 4 hours").click()
    page.get_by_role("button", name="Send my answers").click()
    page.goto("/systems/offers-sent/")
    entry = page.locator(".timeline li", has_text="took the way out").first
    expect(entry).to_contain_text("→ 4 hours")
    entry.get_by_role("link", name="Look at it").click()
    light_and_dark(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".timeline li", has_text="took back the way out")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_has_to_be_arranged_is_promised_with_a_name_and_a_day(scripts, as_owner, cast):
    page = as_owner("promises", "check", size="narrow", java_script_enabled=scripts)
    opened_finding(page, "unattended").get_by_role("button", name="Arrange for somebody").click()
    page.get_by_label("Who sees to it?").fill("")
    page.get_by_role("button", name="Promise it").click()
    expect(page.get_by_text("Please name who sees to it.").first).to_be_visible()
    page.get_by_label("Who sees to it?").fill("Ana Pérez")
    page.get_by_label("By which day is it done?").fill((datetime.now(UTC).date() + timedelta(days=30)).isoformat())
    if scripts:
        light_and_dark(page)
    page.get_by_role("button", name="Promise it").click()
    expect(opened_finding(page, "unattended").locator(".promise").first).to_contain_text("Ana Pérez sees to it")


# Typed as people say it.


@pytest.mark.parametrize("size", SIZES)
def test_what_was_understood_stands_at_the_field(size, as_owner):
    page = as_owner("their-way", "promises", size=size)
    amount = page.locator("#id_loss_per_hour")
    note = page.locator("[data-understood=loss_per_hour]")
    expect(note).to_be_hidden()
    for typed, said in (("10k", "10k → 10,000\u00a0€"), ("10k $", "is in USD, but the portal counts in EUR")):
        amount.fill(typed)
        amount.blur()
        expect(note).to_contain_text(said)
        light_and_dark(page)
    amount.fill("10000")
    amount.blur()
    expect(note).to_be_hidden()
    saved(page)
