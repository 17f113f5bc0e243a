"""What is missing around the portal when a page fails: room on the disk, or the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from enum import Enum

from django.db.utils import InterfaceError, OperationalError
from psycopg import errors

from exports.services.shelf import is_full


class Outage(Enum):
    """Each has a page of its own, which says what happened to the reader's work."""

    NO_ROOM = "no_room"
    NO_DATABASE = "no_database"


def outage_behind(error: BaseException | None) -> Outage | None:
    """What the error comes from; nothing where the fault is the portal's own."""
    behind = list(causes(error))
    if any(is_about_room(cause) for cause in behind):
        return Outage.NO_ROOM
    if any(isinstance(cause, OperationalError | InterfaceError) for cause in behind):
        return Outage.NO_DATABASE
    return None


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it was raised from or because of, the newest first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_about_room(error: BaseException) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return is_full(error) or isinstance(error, errors.DiskFull)
