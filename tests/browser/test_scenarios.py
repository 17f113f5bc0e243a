"""Scenarios as people use them: read, tried with other teams, described anew; on a desk, on a phone, in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.answering_pages import light_and_dark
from tests.browser.conftest import SIZES, run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("scenarios")
DEMONSTRATED = "Frankfurt data centre lost at night"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The demonstration company, for changing."""
    yield from run_portal(tmp_path_factory.mktemp("scenarios"), demo=True)


@pytest.mark.parametrize("size", SIZES)
def test_who_is_back_when_and_what_other_teams_change(size, architect):
    page = architect("/scenarios/", size)
    light_and_dark(page)
    page.get_by_role("link", name=DEMONSTRATED).click()
    expect(page.locator(".lead")).to_contain_text("systems fall; all are back after")
    shown = page.locator(".picture-wide" if size == "wide" else ".picture-narrow")
    expect(shown.get_by_role("img", name="Who is back when")).to_be_visible()
    for summary in page.locator("details.because summary").all():
        summary.click()
    light_and_dark(page)
    page.get_by_label("Teams").fill("6")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", name="Tried out, not saved")).to_be_visible()
    light_and_dark(page)
    page.get_by_role("link", name="Back to what is saved").click()
    expect(page.get_by_label("Teams")).to_have_value("2")


def test_text_of_the_picture_is_legible_on_a_phone(architect):
    page = architect("/scenarios/", "narrow")
    page.get_by_role("link", name=DEMONSTRATED).click()
    sizes = page.locator(".picture-narrow text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert sizes
    assert min(sizes) >= 9


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_scenario_is_described(scripts, architect):
    """Also by keyboard alone, and where no script runs."""
    page = architect("/scenarios/", java_script_enabled=scripts)
    page.get_by_role("link", name="New scenario").click()
    if scripts:
        light_and_dark(page)
    page.locator("[name=name]").fill("Sign-in is lost")
    expect(page.get_by_label("Site", exact=True)).to_be_visible()
    expect(page.get_by_label("Systems", exact=True)).to_be_hidden()
    page.get_by_label("all that runs at a site").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("systems named one by one")).to_be_checked()
    page.get_by_label("Systems", exact=True).fill("no such system")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("alert")).to_contain_text("No system in use has this key or name")
    if scripts:
        light_and_dark(page)
    page.get_by_label("Systems", exact=True).fill("identity")
    page.get_by_role("button", name="Add a place").click()
    page.locator("[name=teams]").fill("3")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("heading", name="Sign-in is lost")).to_be_visible()
    expect(page.locator(".lead")).to_have_text(re.compile(r"\d+ systems fall; all are back after .+"))
