"""`make screenshots`: every page and state, wide and narrow, light and dark, into var/screenshots.

`python -m tests.browser.screenshots --docs` writes only those that README and guides show, into docs/pictures.
`python -m tests.browser.screenshots system import` takes those whose names begin with these words.
The states are a table in `tests/browser/gallery/states`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import services
from tests.browser.conftest import QUIET
from tests.browser.gallery.camera import Scene, scene, take
from tests.browser.gallery.shot import Shot
from tests.browser.gallery.states import SHOTS
from tests.browser.running_portal import ROOT, RunningPortal


@contextmanager
def running(portal: RunningPortal) -> Iterator[RunningPortal]:
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


@contextmanager
def scenes(folder: Path, wanted: set[str]) -> Iterator[dict[str, Scene]]:
    """The portal of the demonstration company, and one in which there is nothing yet."""
    with ExitStack() as open_until_here:
        yield {
            name: scene(
                open_until_here.enter_context(running(RunningPortal(folder / name, demo=name == "company"))), name
            )
            for name in sorted(wanted)
        }


def wanted(words: list[str]) -> list[Shot]:
    return [shot for shot in SHOTS if not words or shot.name.startswith(tuple(words))]


def main() -> None:
    docs = "--docs" in sys.argv
    shots = [shot for shot in wanted([each for each in sys.argv[1:] if each != "--docs"]) if shot.docs or not docs]
    folder = ROOT / ("docs/pictures" if docs else "var/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        scenes(Path(data), {shot.portal for shot in shots}) as at,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=services.CHROMIUM, args=QUIET)
        missing = take(browser, at, shots, folder, docs=docs)
        browser.close()
    if missing:
        sys.exit(f"Without a picture: {', '.join(missing)}")


if __name__ == "__main__":
    main()
