"""From an old list to working code and back: a workbook comes in, three owners confirm it, a copy is late."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cfnlint.api import lint
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.answering_pages import light_and_dark
from tests.browser.conftest import check_page, run_portal
from tests.browser.running_portal import RunningPortal, links_in, text_of, wait_for
from tests.exports.plan_as_code.standing_for_aws import backups_made, standing_for_aws

pytestmark = pytest.mark.xdist_group("old_objectives")
ARCHITECT, REVIEWER = "architect@example.org", "reviewer@example.org"
"""Who brings in a list with new people does not decide about their first answers."""
OWNERS = ("shop.owner@example.org", "office.owner@example.org", "plant.owner@example.org")
PEOPLE = f"""
import json
from accounts.models import User
from accounts.permissions import Role
from tests.browser.answering_cast import session_of
people = [User.objects.create_user(email, roles=(Role.ARCHITECT,)) for email in {(ARCHITECT, REVIEWER)!r}]
print(json.dumps({{person.email: session_of(person) for person in people}}))
"""
EACH = 100
CLASSES = (("4 hours", "1 hour", "1 hour"), ("1 day", "4 hours", "4 hours"), ("3 days", "1 day", "1 day"))
"""RTO, RPO and how often a copy is made, of one system in three."""
HEADINGS = (
    "Application", "Description", "Business owner", "RTO", "RPO", "Backup type", "Backup frequency", "Backup site",
    "Last test", "Last restore test", "Last test result",
)  # fmt: skip
LATE = "Office 002"
"""Back within three days, may lose one; a copy each night."""
KEY = LATE.lower().replace(" ", "-")
LONG = 60_000
"""Milliseconds for three hundred systems at once."""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[RunningPortal]:
    """Who has a hundred systems approved at once gets one mail, not a hundred."""
    yield from run_portal(tmp_path, demo=False, MAIL_GATHERING_SECONDS="3")


def workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "BIA 2024"
    sheet.append(["Business impact analysis 2024"])
    sheet.append([])
    sheet.append(list(HEADINGS))
    tested = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=60)
    for owner in OWNERS:
        part = owner.partition(".")[0].title()
        for number in range(EACH):
            name, (rto, rpo, copies) = f"{part} {number:03}", CLASSES[number % 3]
            protected = ("snapshot", copies, "other site", tested, tested, "passed")
            sheet.append([name, f"Work of {name}", owner, rto, rpo, *protected])
    book.save(path)
    return path


def test_an_old_list_becomes_plans_code_and_contradictions(
    portal: RunningPortal, new_page: Callable[..., Page], tmp_path: Path
):
    sessions = portal.told_by(PEOPLE)
    architect, reviewer = (as_(new_page(), portal, sessions[email]) for email in (ARCHITECT, REVIEWER))
    bring_in(architect, workbook(tmp_path / "bia-2024.xlsx"))
    ask_all(architect)
    for number, owner in enumerate(OWNERS):
        confirm(portal, new_page("narrow", has_touch=True), owner, look=not number)
    approve_all(reviewer)
    engineers_agree(fetch_code(architect))
    call_late(portal, architect)
    the_contradiction_comes(portal, architect)


def as_(page: Page, portal: RunningPortal, session: str) -> Page:
    page.context.add_cookies([{"name": "session", "value": session, "url": portal.url}])
    page.set_default_timeout(LONG)
    return page


def bring_in(page: Page, file: Path) -> None:
    page.goto("/systems/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", name="Check what will happen")).to_be_visible()
    page.get_by_label("Add people whose e-mail address is not known yet").check()
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("button", name=f"Import {EACH * len(OWNERS)} systems").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible(timeout=LONG)
    check_page(page)


def ask_all(page: Page) -> None:
    page.get_by_role("link", name="Systems not asked about yet").click()
    page.get_by_role("link", name="Ask these owners").click()
    page.get_by_role("button", name="Ask all of these owners").click()
    expect(page.get_by_text("3 owners are asked by mail")).to_be_visible(timeout=LONG)


def confirm(portal: RunningPortal, page: Page, owner: str, *, look: bool) -> None:
    """From the mail to the thanks in three taps."""
    page.set_default_timeout(LONG)
    mail = portal.mail.wait(owner, "please answer")
    page.goto(links_in(mail)[0])
    page.get_by_role("button", name=re.compile("^Continue as")).tap()
    expect(page.get_by_role("heading", name="Your company's list says…")).to_be_visible()
    if look:
        light_and_dark(page)
    page.get_by_role("button", name="Confirm and send all that are ticked").tap()
    expect(page.get_by_text(f"Confirmed and sent: {EACH} systems.")).to_be_visible(timeout=LONG)
    if look:
        check_page(page)


def approve_all(page: Page) -> None:
    """A hundred at a time, as soon as they are derived."""
    for _ in OWNERS:
        wait_for(lambda: derived(page), "plans to approve")
        page.get_by_role("button", name="Approve all that are ticked").click()
        expect(page.get_by_role("heading", name="Approved together")).to_be_visible(timeout=LONG)
        expect(page.locator("section[aria-labelledby=approved-title] li")).to_have_count(EACH)
    page.goto("/review/")
    expect(page.get_by_text("Nothing waits for a decision")).to_be_visible()


def derived(page: Page) -> bool:
    page.goto("/review/together/")
    return page.locator("input[name='round']").count() == EACH


def fetch_code(page: Page) -> dict[str, str]:
    page.goto(f"/systems/{KEY}/plan-as-code/")
    expect(page.locator(".notice", has_text=f"Approved: {REVIEWER}")).to_be_visible()
    check_page(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download all files").click()
    packed = zipfile.ZipFile(Path(started.value.path()))
    return {name.partition("/")[2]: packed.read(name).decode() for name in packed.namelist()}


def engineers_agree(code: dict[str, str]) -> None:
    """No finding of cfn-lint, and what a server that stands for AWS makes of it loses no more than was confirmed."""
    templates = {name: text for name, text in code.items() if name.startswith("cloudformation/")}
    assert [str(finding) for text in templates.values() for finding in lint(text)] == []
    with standing_for_aws() as aws:
        made = backups_made(aws, templates["cloudformation/backup.yaml"])
    (rule,) = made.rules
    assert (rule["ScheduleExpression"], rule["EnableContinuousBackup"]) == ("cron(0 5 ? * * *)", False)


def call_late(portal: RunningPortal, page: Page) -> None:
    """The job of last night reports a copy of the day before yesterday."""
    page.goto(f"/systems/{KEY}/check-ins/")
    page.get_by_role("button", name="Make an address").click()
    address = page.locator("#address").inner_text().strip()
    newest = (dt.datetime.now(dt.UTC) - dt.timedelta(hours=49)).isoformat(timespec="seconds")
    subprocess.run(["curl", "-fsS", "-m", "10", address, "-d", f"newest={newest}"], check=True, capture_output=True)


def the_contradiction_comes(portal: RunningPortal, page: Page) -> None:
    mail = portal.mail.wait(OWNERS[1], "fit together")
    assert LATE in text_of(mail)
    assert "The newest good copy is" in text_of(mail)
    page.goto(next(each for each in links_in(mail) if KEY in each))
    finding = page.locator(".finding.blocks", has_text="The newest good copy is")
    expect(finding).to_be_visible()
    light_and_dark(page)
