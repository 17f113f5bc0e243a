"""Coming in, in a portal of one's own and in the demonstration."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.gallery.shot import Shot


def ask_for_link(page: Page) -> None:
    page.get_by_label("E-mail address").fill("manager@example.org")
    page.get_by_role("button", name="Send me a link").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()


def open_link(page: Page) -> None:
    """Asked for and opened in this browser."""
    ask_for_link(page)
    page.wait_for_timeout(1_000)
    page.goto("/outbox/")
    page.get_by_role("link", name="link").first.click()
    page.goto(str(page.locator("a[href*='/sign-in/link/']").first.get_attribute("href")))


def from_the_mail(page: Page) -> None:
    page.goto(str(page.locator("a[href*='/sign-in/mail/']").first.get_attribute("href")))


def wrong_password(page: Page) -> None:
    page.get_by_label("E-mail address").fill("manager@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def open_menu(page: Page) -> None:
    page.locator(".menu > summary").click()


INVITED = "/sign-in/?email=manager%40example.org&next=%2Fsystems%2F"

SHOTS = (
    Shot("sign-in", "", "/sign-in/", portal="empty"),
    Shot("sign-in-demo", "", "/sign-in/"),
    Shot("sign-in-invited", "", INVITED, portal="empty"),
    Shot("sign-in-refused", "", "/sign-in/", wrong_password, portal="empty"),
    Shot("sign-in-link-sent", "", "/sign-in/", ask_for_link, portal="empty"),
    Shot("sign-in-link", "", "/sign-in/", open_link),
    Shot("sign-in-link-elsewhere", "", "/sign-in/link/{link}/"),
    Shot("sign-in-link-over", "", "/sign-in/link/nothing/"),
    Shot("sign-in-from-mail", "", "/outbox/{mail_please_answer}/body/", from_the_mail),
    Shot("profile", "payments.owner", "/profile/"),
    Shot("profile-password", "payments.owner", "/profile/password/"),
    Shot("profile-sessions", "payments.owner", "/profile/sessions/"),
    Shot("profile-menu", "payments.owner", "/profile/", open_menu),
)
