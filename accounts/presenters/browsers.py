"""Browsers by the names that people know, from what they say of themselves."""

from __future__ import annotations

# The first that fits: what comes later in the list also stands in what those before say.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
PLACES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_in_words(agent: str) -> str:
    """“Firefox, Windows”; what is not known is left out."""
    found = (next((name for mark, name in table if mark in agent), "") for table in (BROWSERS, PLACES))
    return ", ".join(name for name in found if name)
