"""Opens each page once and takes it in both sizes and themes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import SIZES
from tests.browser.gallery.shot import Look, Shot
from tests.browser.running_portal import RunningPortal

THEMES = ("light", "dark")
ALL: tuple[Look, ...] = tuple((size, theme) for size in SIZES for theme in THEMES)
HERE = Path(__file__).parent
SCREEN = {"wide": (1160, 720), "narrow": SIZES["narrow"]}
"""What the documentation shows of a page."""


@dataclass(frozen=True)
class Scene:
    """A running portal, who can look at it, and where things are."""

    portal: RunningPortal
    sessions: Mapping[str, str]
    places: Mapping[str, Any]


def scene(portal: RunningPortal, script: str) -> Scene:
    """What the script, run inside the portal, has prepared."""
    prepared = portal.told_by(f"from tests.browser.gallery.{script} import main; main()")
    return Scene(portal, prepared["sessions"], prepared["places"])


def take(
    browser: Browser, scenes: Mapping[str, Scene], shots: Iterable[Shot], folder: Path, *, docs: bool
) -> list[str]:
    """Takes all that can be taken; gives the names of the others."""
    missing = []
    for shot in shots:
        looks = shot.docs if docs else ALL
        try:
            said = photograph(browser, scenes[shot.portal], shot, looks, folder, whole=not docs)
        except (PlaywrightError, KeyError) as error:
            said = f"FAILED {error!r}"
            missing.append(shot.name)
        print(said, shot.name, flush=True)
    return missing


def photograph(browser: Browser, at: Scene, shot: Shot, looks: Iterable[Look], folder: Path, *, whole: bool) -> str:
    context = browser.new_context(
        base_url=at.portal.url, locale="en-GB", reduced_motion="reduce", java_script_enabled=shot.scripts
    )
    context.set_default_timeout(10_000)
    if shot.who:
        context.add_cookies([{"name": "session", "value": at.sessions[shot.who], "url": at.portal.url}])
    with context:
        page = context.new_page()
        reply = page.goto(shot.path.format(**at.places))
        if shot.then:
            shot.then(page)
        settle(page)
        for size, theme in looks:
            click(page, size, theme, folder / f"{shot.name}-{size}-{theme}.png", whole=whole)
    return str(reply.status if reply else "?")


def settle(page: Page) -> None:
    """Until all parts of the page are there; half the time of waiting for a quiet network."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(100)
    page.wait_for_selector(".htmx-request", state="detached")


def click(page: Page, size: str, theme: str, path: Path, *, whole: bool) -> None:
    width, height = (SIZES if whole else SCREEN)[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    path.write_bytes(packed(page.screenshot(full_page=whole)) if not whole else page.screenshot(full_page=True))


def packed(png: bytes) -> bytes:
    """The same picture, smaller: Chromium packs for speed."""
    chunks, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    data = zlib.compress(zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT")), 9)
    kept = [chunks[0], (b"IDAT", data), (b"IEND", b"")]
    return png[:8] + b"".join(chunk(kind, body) for kind, body in kept)


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
