"""Where a page of a long list ended: what comes after stays right, whatever is added or removed meanwhile."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

BEGINNING = "after:"
LARGEST = 2**63 - 1


class NoCursor(Exception):
    """This is none that the portal gave."""


def cursor_after(number: int) -> str:
    return urlsafe_b64encode(f"{BEGINNING}{number}".encode()).decode().rstrip("=")


def number_of(cursor: str) -> int:
    """The id after which the page begins; without a cursor the first. Raises NoCursor."""
    if not cursor:
        return 0
    try:
        text = urlsafe_b64decode((cursor + "=" * (-len(cursor) % 4)).encode("ascii")).decode("ascii")
        number = int(text.removeprefix(BEGINNING)) if text.startswith(BEGINNING) else -1
    except ValueError:
        raise NoCursor from None
    if not 0 <= number <= LARGEST or cursor_after(number) != cursor:
        raise NoCursor
    return number
