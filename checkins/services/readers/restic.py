"""restic: `restic snapshots --json`. What is listed is there, so it is good; a run that failed leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator

from checkins.services.readers.entries import Entry
from checkins.services.report import COPY, Report

NAME = "restic"


def is_restic(members: object) -> bool:
    return isinstance(members, dict) and "time" in members and ("short_id" in members or "tree" in members)


def reports(snapshot: Entry) -> Iterator[Report]:
    """A snapshot holds the data of when it began; versions since 0.17 say in a summary when it had ended."""
    begun, summary = snapshot.moment("time"), snapshot.inner("summary", needed=False)
    ended = summary.moment_or("backup_end", begun)
    seconds = int((ended - begun).total_seconds()) if "backup_end" in summary.members else None
    yield Report(COPY, True, ended, begun, seconds, summary.size("total_bytes_processed"), NAME)
