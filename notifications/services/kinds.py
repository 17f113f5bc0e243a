"""The kinds of mail. An application registers how each of its kinds is composed; this package only sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from accounts.models import User
from notifications.models import OutgoingMail


class UnknownKind(LookupError):
    """An outgoing mail of a kind that no application composes."""


@dataclass(frozen=True)
class Picture:
    """A picture inside a mail: `cid` is its name in the HTML, `alt` what it says in words."""

    cid: str
    png: bytes
    alt: str


@dataclass(frozen=True)
class Mail:
    """What a mail says. `template` names `templates/<template>.html` and `.txt`."""

    subject: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    contact: User | None = None
    """Who is asked back: named with the address below the mail, and where a reply goes."""
    unsubscribe: str = ""
    """The address of the page on which its reader ends such mail, for what nobody waits for."""
    page: str = ""
    """The path of the page that it leads to, for channels beside mail: nothing where it concerns its reader alone."""
    channels: tuple[int, ...] = ()
    """Channels of others that are told the same."""


Compose = Callable[[OutgoingMail], Mail | None]


@dataclass(frozen=True)
class Kind:
    compose: Compose
    label: str | Promise
    gathered: bool


_kinds: dict[str, Kind] = {}


def register(kind: str, compose: Compose, label: str | Promise, *, gathered: bool = False) -> None:
    """Say how a kind is composed. `compose` runs at the moment of sending; None means that nobody wants it any more.

    What is `gathered` goes out in one mail with what else of that sort is due for the same person: its templates
    extend `layout`, and leave out greeting and end where they are said `together`.
    """
    _kinds[kind] = Kind(compose, label, gathered)


def gathered() -> list[str]:
    """The kinds that go out in one mail."""
    return [kind for kind, entry in _kinds.items() if entry.gathered]


def compose(outgoing: OutgoingMail) -> Mail | None:
    """The mail for an outgoing mail. Raises UnknownKind."""
    try:
        return _kinds[outgoing.kind].compose(outgoing)
    except KeyError as error:
        raise UnknownKind(outgoing.kind) from error


def label(kind: str) -> str:
    """The kind in words; an unknown one by its own name."""
    return str(_kinds[kind].label) if kind in _kinds else kind


def labels() -> dict[str, str]:
    return {kind: str(entry.label) for kind, entry in _kinds.items()}
