"""What is wrong with an answer whoever asked: its headers, and what a page must not have in it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import HttpResponse

DATA_TYPES = {"application/json", "application/ld+json"}
LOADED = {"href", "src", "action", "formaction", "hx-get", "hx-post"}


class Inline(HTMLParser):
    """Collects scripts, styles and handlers that stand in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style":
            self.faults.append("a <style> element")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_TYPES:
            self.faults.append("an inline <script>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in LOADED and (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag} {name}={value!r}>")

    handle_startendtag = handle_starttag


def header_faults(response: HttpResponse, *, signed_in: bool) -> Iterator[str]:
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src" not in policy:
        yield "no content security policy"
    if "unsafe-inline" in policy or "unsafe-eval" in policy:
        yield f"a loose content security policy: {policy}"
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"
    if not response.headers.get("Referrer-Policy"):
        yield "no referrer policy"
    if signed_in and "no-store" not in response.headers.get("Cache-Control", ""):
        yield f"a page of somebody signed in may be stored: {response.headers.get('Cache-Control')}"


def inline_faults(response: HttpResponse, content: bytes) -> list[str]:
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    page = Inline()
    page.feed(content.decode())
    return page.faults
