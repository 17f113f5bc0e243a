"""What protects a system today, and its exercises, as people say them: on a desk, on a phone, in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering_pages import light_and_dark
from tests.browser.conftest import SIZES, run_portal
from tests.browser.running_portal import RunningPortal

pytestmark = pytest.mark.xdist_group("protection")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The demonstration company, for changing."""
    yield from run_portal(tmp_path_factory.mktemp("protection"), demo=True)


@pytest.mark.parametrize("size", SIZES)
def test_both_disruptions_stand_in_sight(size, architect):
    page = architect("/systems/payments/", size)
    for heading in ("When a site is lost", "When its data are destroyed", "Lost with destroyed data today"):
        expect(page.get_by_text(heading, exact=True)).to_be_visible()
    light_and_dark(page)


@pytest.mark.parametrize("size", SIZES)
def test_where_the_copies_lie_is_said(size, architect):
    page = architect("/systems/blog/protection/", size)
    light_and_dark(page)
    page.locator("[name=history]").select_option("snapshot")
    page.locator("[name=interval_seconds]").fill("often")
    choose(page, "history_site", "same")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=history_site][value=same]")).to_be_checked()
    light_and_dark(page)
    page.locator("[name=interval_seconds]").fill("24 hours")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/systems/blog/$"))
    expect(page.get_by_text("at the same site").first).to_be_visible()
    light_and_dark(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_exercise_is_recorded_and_removed_with_a_reason(scripts, architect):
    key = "newsletter" if scripts else "expenses"
    page = architect(f"/systems/{key}/exercises/new/", "narrow", java_script_enabled=scripts)
    choose(page, "kind", "data_restore")
    page.locator("[name=performed_on]").fill("2026-03-01")
    page.locator("[name=rta_seconds]").fill("2 hours")
    page.locator("[name=scope]").fill("Last night's copy, to an empty server")
    page.locator("[name=evidence_link]").fill("https://wiki.example.org/restore")
    if scripts:
        light_and_dark(page)
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(f"/systems/{key}/"))
    expect(page.get_by_text("Last night's copy, to an empty server")).to_be_visible()
    recorded = page.get_by_role("listitem").filter(has_text="Last night's copy, to an empty server")
    recorded.get_by_role("link", name=re.compile("Remove")).click()
    if scripts:
        light_and_dark(page)
    page.get_by_label("Why is it removed?").fill("Recorded for the wrong system")
    page.get_by_role("button", name=re.compile("Remove")).click()
    expect(page.get_by_text("Last night's copy, to an empty server")).to_be_hidden()
    expect(page.get_by_text("Recorded for the wrong system").first).to_be_visible()


def choose(page: Page, name: str, value: str) -> None:
    """A choice by its value, whether it is a list or cards."""
    field = page.locator(f"[name={name}]").first
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        page.locator(f"label:has([name={name}][value={value}])").click()


@pytest.mark.parametrize("size", SIZES)
def test_a_form_says_at_its_field_what_it_understood(size, architect):
    page = architect("/systems/blog/edit/", size)
    for field, typed, said in (
        ("running_cost", "10k", "10k → 10,000\u00a0€"),
        ("data_size_gib", "1.5 TB", "1.5 TB → 1,396.98 GiB"),
        ("supplier_rto_seconds", "NBD", "“NBD” counts working time"),
    ):
        page.locator(f"[name={field}]").fill(typed)
        page.locator(f"[name={field}]").blur()
        expect(page.locator(f"#id_{field}-understood")).to_contain_text(said, timeout=15_000)
    light_and_dark(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", ["/profile/calendar/", "/systems/payments/check-ins/"])
def test_a_secret_address_is_shown_legibly(size, address, architect):
    page = architect(address, size)
    page.get_by_role("button", name=re.compile("Make an address|Renew it")).click()
    expect(page.get_by_text("Copy it now.")).to_be_visible()
    light_and_dark(page)
