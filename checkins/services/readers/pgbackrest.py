"""pgBackRest: `pgbackrest info --output=json`."""

from __future__ import annotations

from collections.abc import Iterator

from checkins.services.readers.entries import Entry
from checkins.services.report import COPY, Report

NAME = "pgbackrest"


def is_pgbackrest(members: object) -> bool:
    return isinstance(members, dict) and "backup" in members and "name" in members


def reports(stanza: Entry) -> Iterator[Report]:
    """A backup is consistent when it stops, so it holds the data up to then. What the archive of the log holds beyond
    is not printed, and is not counted."""
    for backup in stanza.listed("backup"):
        times = backup.inner("timestamp")
        begun = times.moment("start")
        ended = times.moment_or("stop", begun)
        failed = backup.members.get("error", False)
        if failed not in (True, False, None):
            raise backup.refuse("error", "true or false")
        size = backup.inner("info", needed=False).size("size")
        newest = None if failed else ended
        yield Report(COPY, not failed, ended, newest, int((ended - begun).total_seconds()), size, NAME)
