"""Counts on pages: what each says, and what stands in the list that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

LEADS = ("count", "blocks")
"""A link with `data-count` leads to so many rows; with `data-blocks`, to rows whose badges say so many together."""


@dataclass(frozen=True)
class Count:
    """A count as a link: what it counts, how many, and where it leads."""

    what: str
    number: int
    url: str


class Counts(HTMLParser):
    """The counts of a page. `listed` is the length of the list that the page is; `bare` are counts that are no link
    and do not stand above the whole of what they count."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[Count] = []
        self.listed: int | None = None
        self.numbers: list[str] = []
        self.counts: list[tuple[int, bool]] = []
        self.badges: list[int] = []
        self._kind = ""
        self._linked = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        classes = given.get("class", "").split()
        for what in LEADS:
            if f"data-{what}" in given:
                self.links.append(Count(what, int(given[f"data-{what}"]), given["href"]))
        if "data-listed" in given:
            self.listed = int(given["data-listed"])
        self._linked = tag == "a" or (self._linked and tag == "span")
        self._kind = "count" if "count" in classes else "blocks" if {"badge", "blocks"} <= set(classes) else ""
        self._whole = "data-shown" in given or self._linked

    def handle_data(self, text: str) -> None:
        digits = text.strip().replace(",", "")
        if self._kind == "count" and digits.isdigit():
            self.counts.append((int(digits), self._whole))
        if self._kind == "blocks" and digits.isdigit():
            self.badges.append(int(digits))
        self._kind = ""

    @property
    def bare(self) -> list[int]:
        leading = {each.number for each in self.links}
        return [number for number, whole in self.counts if not whole and number not in leading]


def disagreements(fetch: Callable[[str], str], urls: list[str]) -> Iterator[str]:
    """What is wrong with the counts of these pages and of those that they lead to."""
    known: dict[tuple[str, str], int] = {}
    for url in urls:
        page = Counts(fetch(url))
        yield from (f"{url}: {number} is no link" for number in page.bare)
        for each in page.links:
            target = urljoin(url, each.url)
            if (each.what, target) not in known:
                known[each.what, target] = length_of(fetch, target, each.what)
            if known[each.what, target] != each.number:
                yield f"{url}: says {each.number}, {target} ({each.what}) has {known[each.what, target]}"


def length_of(fetch: Callable[[str], str], url: str, what: str) -> int:
    """How many rows the list of that address has, or what their badges say together, over all its pages."""
    first = Counts(fetch(url))
    if what == "count":
        return first.listed or 0
    joint, total = "&" if "?" in url else "?", sum(first.badges)
    pages = -(-(first.listed or 0) // 50)
    return total + sum(sum(Counts(fetch(f"{url}{joint}page={page}")).badges) for page in range(2, pages + 1))
