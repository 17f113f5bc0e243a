"""From the mail to the first question: how many mails it takes, how often one taps, and what a forwarded one opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering_pages import light_and_dark
from tests.browser.conftest import run_portal
from tests.browser.running_portal import RunningPortal, links_in

OWNER, OTHER = "web.owner@example.org", "other.owner@example.org"

pytestmark = pytest.mark.xdist_group("from_the_mail")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    for running in run_portal(tmp_path_factory.mktemp("mail"), demo=False):
        for email, role in (("ask@example.org", "architect"), (OWNER, "owner"), (OTHER, "owner")):
            running.manage("create_person", "--email", email, "--role", role)
        yield running


def asked(portal: RunningPortal, key: str) -> tuple[str, int]:
    """The link in the mail that asks the owner about a new system, and how many mails there were before it."""
    before = len(portal.mail.messages)
    portal.manage(
        "shell",
        "-v",
        "0",
        "-c",
        f"""
from accounts.models import User
from assessments.services.inviting import invite
from systems.models import System
from tests.factories import SystemFactory
owner, by = (User.objects.get(email=each) for each in ("{OWNER}", "ask@example.org"))
invite(systems=[SystemFactory(key="{key}", name="{key.title()}", owner=owner)], by=by)
""",
    )
    mail = portal.mail.wait(OWNER, after=before)
    [link] = [each for each in links_in(mail) if "/sign-in/mail/" in each and key in each]
    return link, before


def to_the_questions(page: Page, link: str, *, scripts: bool = True) -> int:
    """Taps from the mail to the first question."""
    page.goto(link)
    if scripts:
        light_and_dark(page)
    page.get_by_role("button", name=re.compile("^Continue as")).click()
    expect(page.get_by_role("heading", name="Three questions", level=1)).to_be_visible()
    return 2


@pytest.mark.parametrize("options", [{"has_touch": True}, {"java_script_enabled": False}], ids=["phone", "no script"])
def test_one_mail_and_one_button_in_a_new_browser(
    options: dict[str, Any], portal: RunningPortal, new_page: Callable[..., Page]
):
    link, before = asked(portal, "shop" if "has_touch" in options else "till")
    scripts = options.get("java_script_enabled", True)
    assert to_the_questions(new_page("narrow", **options), link, scripts=scripts) == 2
    assert len(portal.mail.messages) == before + 1
    other = new_page("narrow")
    other.goto(link)
    expect(other.get_by_role("button", name="Send me a link")).to_be_visible()


def test_who_was_signed_in_lately_and_whose_browser_it_is_not(portal: RunningPortal, new_page: Callable[..., Page]):
    mine, anothers = new_page("narrow"), new_page("narrow")
    for page, email in ((mine, OWNER), (anothers, OTHER)):
        before = len(portal.mail.messages)
        page.goto(f"/sign-in/?email={email}")
        page.get_by_role("button", name="Send me a link").click()
        mail = portal.mail.wait(email, "link to sign in", after=before)
        page.goto(next(each for each in links_in(mail) if "/sign-in/link/" in each))
        page.get_by_role("button", name="Continue as").click()
        page.context.clear_cookies(name="session")
    link, before = asked(portal, "books")
    anothers.goto(link)
    expect(anothers.get_by_role("button", name="Continue as")).to_have_count(0)
    assert to_the_questions(mine, link) == 2
    assert len(portal.mail.messages) == before + 1
