"""That a second factor has changed: its person has to know, because it may not have been them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from accounts.models import User


class Change(StrEnum):
    APP_ADDED = "app_added"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    CODES_MADE = "codes_made"
    REMOVED = "removed"
    REMOVED_BY_OTHERS = "removed_by_others"


Listener = Callable[[User, Change, str], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Hear of each change, in its transaction: whose it is, which, and what their passkey is called."""
    _listeners.append(listener)


def announce(person: User, change: Change, name: str = "") -> None:
    for listener in _listeners:
        listener(person, change, name)
