"""What check-ins amount to: the newest good copy, how old it grew until the next, the last restore and failover."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from checkins.models import CheckIn, Measured
from recovery.durations import MINUTE

KEPT = 30
"""So many copies back is looked for the widest gap: a month of daily ones."""


def amount_to(measured: Measured, rows: Iterable[CheckIn]) -> None:
    """Puts the rows, in any order and also late ones, to what was known."""
    copies = {(int(newest), int(happened)) for newest, happened in measured.recent}
    for row in sorted(rows, key=lambda row: row.happened_at):
        if row.kind == CheckIn.Kind.COPY:
            if row.good and row.newest_at is not None:
                copies.add((_seconds(row.newest_at), _seconds(row.happened_at)))
        elif row.kind == CheckIn.Kind.RESTORE:
            _restored(measured, row)
        elif row.good and _is_later(row.happened_at, measured.failed_over_at):
            measured.failed_over_at, measured.failover_seconds = row.happened_at, row.duration_seconds
    _copied(measured, sorted(copies)[-KEPT:])


def _copied(measured: Measured, copies: list[tuple[int, int]]) -> None:
    if copies:
        measured.recent = [list(each) for each in copies]
        measured.newest_copy_at = datetime.fromtimestamp(copies[-1][0], UTC)
        measured.gap_seconds = widest_gap(copies)


def widest_gap(copies: list[tuple[int, int]]) -> int | None:
    """The oldest that the newest copy grew until the next was there, in seconds, up to the next minute; None for one.

    A copy that was there only after a newer one made nothing younger, and does not count."""
    there, gaps = None, []
    for newest, happened in sorted(copies, key=lambda copy: copy[1]):
        if there is None or newest > there:
            if there is not None:
                gaps.append(max(0, happened - there))
            there = newest
    return -(-max(gaps) // MINUTE) * MINUTE if gaps else None


def _restored(measured: Measured, row: CheckIn) -> None:
    if row.good:
        if _is_later(row.happened_at, measured.restored_at):
            measured.restored_at, measured.restore_seconds = row.happened_at, row.duration_seconds
        if measured.restore_failed_at and row.happened_at >= measured.restore_failed_at:
            measured.restore_failed_at = None
    elif _is_later(row.happened_at, measured.restored_at) and _is_later(row.happened_at, measured.restore_failed_at):
        measured.restore_failed_at = row.happened_at


def _is_later(one: datetime, other: datetime | None) -> bool:
    return other is None or one > other


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
