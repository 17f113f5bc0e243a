"""What a walk through the portal costs: the words that can be read, screens of a phone, and taps."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

WIDTH, HEIGHT = 360, 740
VISIBLE_WORDS = r"""() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('option, script, style, title, desc, textarea, .visually-hidden')) continue;
    if (!parent.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) continue;
    const closed = parent.closest('details:not([open])');
    if (closed && !parent.closest('summary')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), own = parent.getBoundingClientRect();
    if (box.width < 2 || own.width < 2 || own.height < 2) continue;
    words += (node.textContent.match(/[\p{L}'’]+/gu) || []).length;
  }
  return words;
}"""
"""Of the whole page, head and foot included; a number is no word. What is on demand, behind a
closed disclosure or in a list to choose from, is no word that has to be read."""
SCREENS = "() => document.documentElement.scrollHeight / window.innerHeight"


@dataclass
class WalkCounts:
    """Each page is counted as it stands when it is left, with what the answers have opened."""

    words: int = 0
    screens: float = 0
    taps: int = 0
    pages: list[tuple[str, int]] = field(default_factory=list)

    def tap(self, there: Locator) -> None:
        self.taps += 1
        there.click()

    def leave(self, page: Page, by: Locator) -> None:
        """Count the page, tap, and wait until the next one is there."""
        self.read(page)
        before = page.url
        self.tap(by)
        page.wait_for_url(lambda url: url != before)

    def read(self, page: Page) -> None:
        page.wait_for_load_state()
        words = int(page.evaluate(VISIBLE_WORDS))
        self.words += words
        self.screens += page.evaluate(SCREENS)
        self.pages.append((page.url.rstrip("/").rsplit("/", 1)[-1], words))

    def __str__(self) -> str:
        return f"{self.words} words on {self.screens:.1f} screens of {WIDTH} × {HEIGHT}, {self.taps} taps"
