"""Django's commands; a database that does not answer is one line for the operator, no traceback."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

TRACEBACK = "--traceback"  # Django's own option: whoever asks for it gets it


def run(arguments: list[str]) -> None:
    """Run the command; ends the process with status 1 and one line where the database is away or has no tables yet."""
    try:
        execute_from_command_line(arguments)
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        reason = "" if TRACEBACK in arguments else in_one_line(error)
        if not reason:
            raise
        sys.exit(reason)


def in_one_line(error: Exception) -> str:
    """What to tell the operator; nothing for an error that is not the database's absence."""
    said = (str(error).splitlines() or [""])[0]
    if not answers():
        place = settings.DATABASES["default"].get("HOST") or settings.DATABASES["default"]["NAME"]
        return f"DR Portal cannot reach its database at {place}: {said}"
    if "no such table" in said or "does not exist" in said:
        return f"DR Portal's database is not prepared ({said}). Run first: manage.py migrate"
    return ""


def answers() -> bool:
    try:
        connection.close()
        connection.ensure_connection()
    except (OperationalError, InterfaceError):
        return False
    return True
