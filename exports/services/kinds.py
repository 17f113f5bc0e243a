"""What files can hold that are made in the background: registered by what writes them, looked up by what makes them.

A kind says how many rows there are, and gives the bytes piece by piece. The same bytes are the answer where the rows
are few enough to be written while somebody waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Permission
from exports.services.parts import Parts

Part = TypeVar("Part")
Watch = Callable[[Iterable[Part]], Iterable[Part]]
"""Passes on what is written, part by part, and sees how far it is. It may raise to stop the writing."""
Scope = list[int] | None
"""The ids of the systems that a person may know of; None for all."""


class NoSuchFormat(LookupError):
    """There is no format of that key that can hold it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`route` is the address that gives or begins it, by its name; `title` says on pages what it holds.

    `write` takes person, query, the key of the format, what watches, and where parts are kept that an interrupted
    writing has finished, if they are; `name` and `content_type` take the key. All three raise NoSuchFormat.
    `every` is how many parts are written between two signs of life. `always_later` is never written while somebody
    waits.
    """

    key: str
    title: str | Promise
    permission: Permission
    route: str
    count: Callable[[User, QueryDict], int]
    write: Callable[[User, QueryDict, str, Watch[object], Parts | None], Iterable[bytes]]
    name: Callable[[str], str]
    content_type: Callable[[str], str]
    scope: Callable[[User], Scope]
    every: int = 250
    always_later: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    """Raises KeyError when there is none of that key."""
    return _kinds[key]


def may_have(person: User, kind: Kind, scope: Scope) -> bool:
    """Whether the person may still know of all that a file of that scope may hold."""
    if not person.is_active or not person.may(kind.permission):
        return False
    now = kind.scope(person)
    return now is None or (scope is not None and set(scope) <= set(now))
