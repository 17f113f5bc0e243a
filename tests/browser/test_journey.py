"""The whole way: catalogue, invitation, answers, contradiction, resolution, approval, summary; as people walk it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import check_page
from tests.browser.running_portal import ROOT, RunningPortal, links_in, text_of

CATALOGUE = ROOT / "data" / "public-enterprise-systems.csv"
ARCHITECT, MANAGER, OWNER = "architect@example.org", "manager@example.org", "billing.owner@example.org"
SYSTEM = "Springbrook"
HOUR = 3600

pytestmark = pytest.mark.xdist_group("journey")


def follow_sign_in_link(portal: RunningPortal, page: Page, email: str, before: int) -> None:
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    check_page(page)
    mail = portal.mail.wait(email, "link to sign in", after=before)
    page.goto(next(link for link in links_in(mail) if "/sign-in/link/" in link))
    check_page(page)
    page.get_by_role("button", name="Continue as").click()


def sign_in(portal: RunningPortal, page: Page, email: str) -> None:
    before = len(portal.mail.messages)
    page.goto("/sign-in/")
    check_page(page)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a link").click()
    follow_sign_in_link(portal, page, email, before)


def choose(page: Page, question: str, value: object) -> None:
    page.locator(f"label.choice:has(input[name='{question}'][value='{value}'])").click()


def write(page: Page, question: str, duration: str) -> None:
    choose(page, question, "other")
    page.locator(f"input[name='{question}-other']").fill(duration)


def go_on(page: Page) -> None:
    """To the next page; the button saves first and leads on when that is done."""
    before = page.url
    page.get_by_role("button", name=re.compile("Save and (continue|check)")).click()
    page.wait_for_url(lambda url: url != before)


@pytest.fixture
def people(portal: RunningPortal) -> None:
    for email, role in ((ARCHITECT, "architect"), (MANAGER, "manager"), (OWNER, "owner")):
        portal.manage("create_person", "--email", email, "--role", role)


def test_from_the_catalogue_to_the_summary(portal: RunningPortal, people: None, new_page: Callable[..., Page]):
    architect = new_page()
    sign_in(portal, architect, ARCHITECT)
    import_catalogue(architect)
    name_owner(architect)
    ask_owner(architect)

    owner = new_page("narrow")
    open_invitation(portal, owner)
    answer_with_a_contradiction(owner)
    resolve(portal, owner)

    approve(portal, architect)

    manager = new_page()
    sign_in(portal, manager, MANAGER)
    take_the_summary_away(manager)


def import_catalogue(page: Page) -> None:
    page.goto("/systems/")
    check_page(page)
    page.goto("/systems/import/")
    check_page(page)
    page.locator("input[type=file]").set_input_files(CATALOGUE)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", name="Check what will happen")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Import 14 systems").click()
    expect(page.get_by_text("Name owners for 14 systems")).to_be_visible()
    check_page(page)
    page.goto("/systems/")
    expect(page.get_by_role("row")).to_have_count(15)
    for name in ("Springbrook", "Siteground WordPress Website Hosting", "Intuit QuickBooks 2017"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    check_page(page)


def name_owner(page: Page) -> None:
    page.get_by_role("link", name=SYSTEM, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SYSTEM)
    check_page(page)
    page.get_by_role("link", name="Name an owner").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Edit {SYSTEM}")
    check_page(page)
    page.get_by_label("Owner").fill(OWNER)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(OWNER).first).to_be_visible()


def ask_owner(page: Page) -> None:
    page.get_by_role("button", name="Ask the owner").click()
    expect(page.get_by_text("asked").first).to_be_visible()
    check_page(page)


def open_invitation(portal: RunningPortal, page: Page) -> None:
    """From the mail to the first question, by one button."""
    invitation = portal.mail.wait(OWNER)
    assert SYSTEM in text_of(invitation)
    assert invitation.get_body(preferencelist=("html",)) is not None
    page.goto(next(link for link in links_in(invitation) if "answer" in link))
    check_page(page)
    page.get_by_role("button", name="Continue as").click()
    expect(page.get_by_role("heading", name="Three questions", level=1)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Answer everything instead").click()
    expect(page.get_by_role("heading", name="When it stops", level=1)).to_be_visible()


def answer_with_a_contradiction(page: Page) -> None:
    """They can cope for four hours, and ask for eight."""
    check_page(page)
    write(page, "mtd", "4 hours")
    go_on(page)
    while not page.locator("input[name='rto']").count():
        check_page(page)
        go_on(page)
    page.wait_for_url(re.compile("/objectives/"))
    check_page(page)
    write(page, "rto", "8 hours")
    page.locator("textarea[name='rto-reason']").fill("The office is closed in the afternoon.")
    write(page, "rpo", "24 hours")
    go_on(page)
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    check_page(page)
    expect(page.locator(".finding-text", has_text="You can cope for 4 hours")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name=re.compile("Thank you"))).to_be_visible()
    check_page(page)


def resolve(portal: RunningPortal, page: Page) -> None:
    """The mail names the contradiction and leads to the page; one of its offers resolves it."""
    mail = portal.mail.wait(OWNER, "fit together")
    assert "4 hours" in text_of(mail)
    assert "8 hours" in text_of(mail)
    page.goto(next(link for link in links_in(mail) if "springbrook" in link))
    expect(page).to_have_url(re.compile("/systems/springbrook/#finding-"))
    finding = page.locator(".finding", has_text="You can cope for 4 hours")
    expect(finding).to_be_visible()
    check_page(page)
    finding.get_by_role("button").first.click()
    expect(page.get_by_text("Your answers are changed, and the plan is calculated again.")).to_be_visible()
    see_the_new_plan(page)
    expect(page.locator(".finding", has_text="You can cope for 4 hours")).to_have_count(0)
    expect(page.locator(".finding.blocks")).to_have_count(0)
    check_page(page)


def see_the_new_plan(page: Page) -> None:
    """A fast worker is done before the page comes back; else the page itself says when the calculation is there."""
    expect(page.locator("#calculation[hx-get]")).to_have_count(0, timeout=60_000)
    link = page.get_by_role("link", name="Show it")
    if link.count():
        link.click()


def approve(portal: RunningPortal, page: Page) -> None:
    page.goto("/review/")
    check_page(page)
    page.get_by_role("link", name=SYSTEM, exact=True).click()
    page.get_by_role("button", name="Approve").wait_for()
    check_page(page)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved. The owner is told by mail.")).to_be_visible()
    expect(page.get_by_text("Nothing waits for a decision")).to_be_visible()
    mail = portal.mail.wait(OWNER, "approved")
    assert SYSTEM in text_of(mail)
    check_page(page)
    page.goto("/systems/springbrook/")
    expect(page.get_by_text("Approved by").first).to_be_visible()


def take_the_summary_away(page: Page) -> None:
    page.goto("/portfolio/")
    check_page(page)
    page.goto("/systems/springbrook/")
    check_page(page)
    page.goto("/systems/springbrook/summary/")
    expect(page.get_by_text("Approved").first).to_be_visible()
    check_page(page)
    words = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(download(page, "PDF"))).pages)
    assert SYSTEM in words
    assert ARCHITECT in words
    for name, beginning in (("XLSX", b"PK"), ("CSV", b"\xef\xbb\xbf"), ("JSON", b"{"), ("Markdown", b"#")):
        assert download(page, name).startswith(beginning), name


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).first.click()
    return Path(started.value.path()).read_bytes()
