"""The questionnaire: every topic, half answered and new, and what comes after."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states.catalogue import press

TOPICS = ("harm", "meanwhile", "promises", "data", "loss", "copies", "objectives")
IN_DOCS = {"loss": (("wide", "light"), ("narrow", "light"))}


def other_first(page: Page) -> None:
    """Somebody saved meanwhile: this page's version is an old one."""
    page.locator("textarea[name=what_stops]").fill("Nobody can buy a voucher.")
    page.locator("input[name=version]").evaluate("each => each.value = 0")
    page.locator("input[name=seen]").evaluate("each => each.value = ''")
    page.locator(".form-actions button").first.click()
    page.wait_for_load_state()


def nonsense(page: Page) -> None:
    page.locator("label.choice:has(input[name=mtd][value=other])").click()
    page.locator("input[name=mtd-other]").fill("a while")
    press("Save and continue")(page)


def season(page: Page) -> None:
    page.locator("label.choice:has(input[name=peak][value=yes])").click()


def not_known(page: Page) -> None:
    for question in ("mtd", "rpo"):
        page.locator(f"label.choice:has(input[name={question}][value=unknown])").click()
    press("See the plan")(page)


def open_panel(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.consequence details, details.consequence').forEach(e => e.open = true)")


SHOTS = (
    *(
        Shot(f"topic-{topic}", "payments.owner", f"/assessments/{{cards}}/{topic}/", docs=IN_DOCS.get(topic, ()))
        for topic in TOPICS
    ),
    *(Shot(f"topic-new-{topic}", "payments.owner", f"/assessments/{{fresh}}/{topic}/") for topic in TOPICS),
    Shot("express", "payments.owner", "/assessments/{fresh}/express/", docs=(("narrow", "light"),)),
    Shot("express-season", "payments.owner", "/assessments/{fresh}/express/", season),
    Shot("outcome", "payments.owner", "/assessments/{short}/outcome/", docs=(("wide", "light"),)),
    Shot("outcome-new", "payments.owner", "/assessments/{fresh}/outcome/"),
    Shot("topic-returned", "payments.owner", "/assessments/{round_chargebacks}/harm/"),
    Shot("topic-panel-open", "payments.owner", "/assessments/{cards}/loss/", open_panel),
    Shot("topic-refused", "payments.owner", "/assessments/{fresh}/harm/", nonsense, scripts=False),
    Shot("topic-without-scripts", "payments.owner", "/assessments/{cards}/objectives/", scripts=False),
    Shot("again", "finance.owner", "/assessments/{again}/again/"),
    Shot("again-open", "finance.owner", "/assessments/{again}/again/mtd/"),
    Shot("topic-still-so", "finance.owner", "/assessments/{again}/harm/"),
    Shot("conflict", "payments.owner", "/assessments/{cards}/harm/", other_first),
    Shot("begin-approved", "payments.owner", "/systems/card-ledger/answer/"),
    Shot("check-returned", "payments.owner", "/systems/chargebacks/answer/"),
    Shot("check", "payments.owner", "/assessments/{cards}/check/", docs=(("wide", "light"),)),
    Shot("check-new", "payments.owner", "/assessments/{fresh}/check/"),
    Shot("check-still-so", "finance.owner", "/assessments/{again}/check/"),
    Shot("check-architect", "architect", "/assessments/{round_payments}/check/"),
    Shot("sent", "payments.owner", "/assessments/{round_payments}/sent/"),
    Shot("outcome-not-known", "payments.owner", "/assessments/{fresh}/express/", not_known),
    Shot("to-do-owner", "payments.owner", "/to-do/", docs=(("narrow", "light"),)),
    Shot("to-do-nothing", "newcomer", "/to-do/"),
    Shot("to-do-architect", "architect", "/to-do/"),
    Shot("to-do-architect-empty", "architect", "/to-do/", portal="empty"),
)
