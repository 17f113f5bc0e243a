"""Numbers of the whole catalogue, counted once and kept until somebody writes into it.

The database itself says whether somebody has: each connection that writes systems, profiles or units leaves a stamp
(`systems.services.stamps`), with its commit, whichever way it wrote. Numbers belong to the stamps that were seen before
they were counted, so they are never older than these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import connection

from accounts.models import User
from accounts.permissions import Permission

Number = TypeVar("Number")
TABLE = "systems_stamp"
STAMP = f"SELECT SUM(stamp) FROM {TABLE}"  # noqa: S608  (our own name)


class _Kept:
    """What this process has counted under one stamp; another stamp begins anew, so it never grows."""

    def __init__(self, stamp: object = None) -> None:
        self.stamp = stamp
        self.numbers: dict[str, Any] = {}


_newest = [_Kept()]


def kept(user: User, name: str, count: Callable[[], Number]) -> Number:
    """What `count` gives, perhaps counted before; `name` says what it counts. Not to be changed by who gets it.

    Only for people who may know of all systems is it the same; for others it is always counted.
    """
    if not user.may(Permission.VIEW_ALL_SYSTEMS):
        return count()
    found = _of(_stamp())
    if name not in found.numbers:
        found.numbers[name] = count()
    return cast(Number, found.numbers[name])


def _of(stamp: object) -> _Kept:
    """Without a stamp nobody would say that it is over, so nothing of it is found again."""
    if stamp is None:
        return _Kept()
    found = _newest[0]
    if found.stamp != stamp:
        found = _newest[0] = _Kept(stamp)
    return found


def _stamp() -> object:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        (stamp,) = cursor.fetchone()
    return stamp
