"""`make screenshots`: every page of the demonstration, wide and narrow, light and dark, into var/screenshots.

`python -m tests.browser.screenshots --docs` writes only those that README and guides show, into docs/pictures.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import services
from tests.browser.conftest import QUIET, SIZES
from tests.browser.running_portal import ROOT, RunningPortal


@dataclass(frozen=True)
class Shot:
    """A page as one role sees it; `docs` are the size and theme in which the documentation shows it."""

    name: str
    role: str
    path: str
    docs: tuple[tuple[str, str], ...] = ()


SHOTS = (
    Shot("sign-in", "", "/sign-in/"),
    Shot("to-do-owner", "owner", "/to-do/", (("wide", "light"), ("narrow", "light"))),
    Shot("to-do-architect", "architect", "/to-do/"),
    Shot("questions", "owner", "/systems/chargebacks/answer/", (("wide", "light"), ("narrow", "light"))),
    Shot("policy", "architect", "/policy/"),
    Shot("catalogue", "architect", "/systems/", (("wide", "light"),)),
    Shot("catalogue-filtered", "architect", "/systems/?q=pay"),
    Shot("system", "architect", "/systems/payments/", (("wide", "light"), ("wide", "dark"), ("narrow", "light"))),
    Shot("system-unanswered", "architect", "/systems/loyalty/"),
    Shot("system-owner", "owner", "/systems/payments/"),
    Shot("system-edit", "architect", "/systems/payments/edit/"),
    Shot("dependencies", "architect", "/systems/payments/dependencies/"),
    Shot("protection", "architect", "/systems/payments/protection/"),
    Shot("drill", "architect", "/systems/payments/drills/new/"),
    Shot("import", "architect", "/systems/import/"),
    Shot("review", "architect", "/review/", (("wide", "light"),)),
    Shot("summary", "manager", "/systems/payments/summary/", (("wide", "light"),)),
    Shot("portfolio", "manager", "/portfolio/", (("wide", "light"),)),
    Shot("people", "administrator", "/people/"),
    Shot("mail", "administrator", "/mail/"),
    Shot("outbox", "owner", "/outbox/"),
    Shot("profile", "owner", "/profile/"),
)


def sign_in(page: Page, role: str) -> None:
    page.goto("/sign-in/")
    page.locator(f"button[name=role][value={role}]").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def take(browser: Browser, portal: RunningPortal, folder: Path, *, only_docs: bool) -> None:
    for size, (width, height) in SIZES.items():
        for theme in ("light", "dark"):
            for role in ("", "owner", "architect", "manager", "administrator"):
                context = browser.new_context(
                    base_url=portal.url, viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB"
                )
                page = context.new_page()
                shots = [s for s in SHOTS if s.role == role and (not only_docs or (size, theme) in s.docs)]
                if role and shots:
                    sign_in(page, role)
                for shot in shots:
                    photograph(page, shot, folder / f"{shot.name}-{size}-{theme}.png", whole=not only_docs)
                context.close()


def photograph(page: Page, shot: Shot, path: Path, *, whole: bool) -> None:
    """The whole page, or for the documentation what fits on the screen."""
    reply = page.goto(shot.path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, full_page=whole)
    print(reply.status if reply else "?", path.relative_to(ROOT), flush=True)


def main() -> None:
    only_docs = "--docs" in sys.argv
    folder = ROOT / ("docs/pictures" if only_docs else "var/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        portal = RunningPortal(Path(data), demo=True)
        try:
            portal.start()
            browser = playwright.chromium.launch(executable_path=services.CHROMIUM, args=QUIET)
            take(browser, portal, folder, only_docs=only_docs)
            browser.close()
        finally:
            portal.stop()


if __name__ == "__main__":
    main()
