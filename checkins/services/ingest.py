"""Writing a check-in down: one statement, which finds the address by its fingerprint and writes the row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from checkins.models import CheckIn, CheckInAddress
from checkins.services.report import COPY, Report

COLUMNS = (
    "kind", "good", "happened_at", "newest_at", "received_at", "duration_seconds", "size_bytes", "tool", "taken_in",
)  # fmt: skip
_WRITE = (
    f"INSERT INTO {CheckIn._meta.db_table} (system_id, address_id, {', '.join(COLUMNS)}) "  # noqa: S608 - names of columns
    f"SELECT system_id, id, {', '.join(['%s'] * len(COLUMNS))} FROM {CheckInAddress._meta.db_table} "
    "WHERE token_hash = %s AND revoked_at IS NULL ON CONFLICT DO NOTHING"
)


def write_one(token_hash: str, report: Report, now: datetime) -> bool:
    """Whether there is such an address; then the check-in is written. One statement, and a second only to tell a
    check-in that is there already from an address that is not."""
    moment = connection.ops.adapt_datetimefield_value
    happened, newest = moments_of(report, now)
    values = (
        report.kind, report.good, moment(happened), moment(newest), moment(now), report.duration, report.size,
        report.tool, False, token_hash,
    )  # fmt: skip
    return _written(values) or valid(token_hash) is not None


def _written(values: tuple[Any, ...]) -> bool:
    """The statement shows by itself whether the connection still holds, so none is spent on asking before. On one that
    is gone it is tried once more, anew; had it been written, it would be there already."""
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _execute(values)
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _execute(values)


def _execute(values: tuple[Any, ...]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)
        return bool(cursor.rowcount > 0)


def write_several(token_hash: str, reports: Sequence[Report], now: datetime) -> int | None:
    """All or none of what a tool listed, without what is there already; how many were said, None without an address."""
    with transaction.atomic():
        address = valid(token_hash)
        if address is None:
            return None
        CheckIn.objects.bulk_create((row_of(address, each, now) for each in reports), ignore_conflicts=True)
    return len(reports)


def valid(token_hash: str) -> CheckInAddress | None:
    return CheckInAddress.objects.filter(token_hash=token_hash, revoked_at=None).first()


def row_of(address: CheckInAddress, report: Report, now: datetime) -> CheckIn:
    happened, newest = moments_of(report, now)
    return CheckIn(
        system_id=address.system_id, address=address, kind=report.kind, good=report.good, happened_at=happened,
        newest_at=newest, received_at=now, duration_seconds=report.duration, size_bytes=report.size, tool=report.tool,
    )  # fmt: skip


def moments_of(report: Report, now: datetime) -> tuple[datetime, datetime | None]:
    """When it ended, and up to when the copy holds the data: as said, else since the job began, else since its end.
    Only a good copy holds any."""
    happened = report.happened or now
    if report.kind != COPY or not report.good:
        return happened, report.newest
    newest = report.newest or happened - timedelta(seconds=report.duration or 0)
    return happened, min(newest, happened)
