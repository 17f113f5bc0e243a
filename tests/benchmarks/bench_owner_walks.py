"""The owner's ten minutes: the words, screens and taps of the short way and of the whole one, on a phone.

    python -m tests.benchmarks.bench_owner_walks

Chromium against a portal of its own, 360 × 740, signed in, from the address in the mail to “Thank you”. All words that
can be seen are counted, head and foot too; what is folded or in a list to choose from is not. Figures: at
most 400 words the short way, 1,200 the whole way, also for who knows nothing. Exit code 1 when one is missed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import services
from tests.browser.answering_pages import cast_in
from tests.browser.conftest import QUIET, run_portal
from tests.browser.owner_walks import MOST_WORDS, Walk, knowing_nothing, short_way, whole_way
from tests.browser.running_portal import RunningPortal
from tests.browser.walk_counts import HEIGHT, WIDTH, WalkCounts

WALKS = {
    "touch": ("the short way", short_way),
    "keyboard": ("the whole way", whole_way),
    "unknowing": ("the whole way of who knows nothing", knowing_nothing),
}


def main() -> int:
    missed = False
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=services.CHROMIUM, args=QUIET)
        for portal in run_portal(Path(folder), demo=False):
            sessions = cast_in(portal)["cast"]
            for name, (what, walk) in WALKS.items():
                counts = walked(chromium, portal, name, sessions[name]["session"], walk)
                print(f"{what}: {counts}; at most {MOST_WORDS[walk]} words")
                missed = missed or counts.words > MOST_WORDS[walk]
        chromium.close()
    return 1 if missed else 0


def walked(chromium: Browser, portal: RunningPortal, name: str, session: str, walk: Walk) -> WalkCounts:
    context = chromium.new_context(base_url=portal.url, viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
    context.add_cookies([{"name": "session", "value": session, "url": portal.url}])
    page = context.new_page()
    page.goto(f"/systems/{name}/answer/")
    return walk(page)


if __name__ == "__main__":
    sys.exit(main())
