"""What is read rather than done: portfolio, summaries, mail, people."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states.catalogue import press

KINDS = (
    "please_answer", "contradictions", "returned", "response_wanted", "response_again", "responses_differ",
    "ask_colleague", "colleague_answered", "begun_again",
)  # fmt: skip


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")


SHOTS = (
    Shot("portfolio", "manager", "/portfolio/", docs=(("wide", "light"),)),
    Shot("portfolio-empty", "manager", "/portfolio/", portal="empty"),
    Shot("plan-as-code", "architect", "/systems/payments/plan-as-code/"),
    Shot("summary", "manager", "/systems/payments/summary/", docs=(("wide", "light"),)),
    Shot("summary-approved", "manager", "/systems/identity/summary/"),
    Shot("summary-not-asked", "manager", "/systems/customs/summary/"),
    Shot("summary-on-paper", "manager", "/systems/payments/summary/", on_paper),
    Shot("people", "administrator", "/people/"),
    Shot("person", "administrator", "/people/{person}/"),
    Shot("person-new", "administrator", "/people/new/"),
    Shot("person-new-refused", "administrator", "/people/new/", press("Add the person")),
    Shot("mail", "administrator", "/mail/"),
    Shot("mail-empty", "administrator", "/mail/", portal="empty"),
    Shot("outbox", "payments.owner", "/outbox/"),
    Shot("outbox-message", "payments.owner", "/outbox/{mail_please_answer}/"),
    *(Shot(f"mail-{kind.replace('_', '-')}", "", f"/outbox/{{mail_{kind}}}/body/") for kind in KINDS),
)
