"""What check-ins tell the method, in a number of queries that does not grow with the systems."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from background.services.clock import database_now
from derivation.queries import among
from derivation.services.sources import ReportedTest, Reports
from recovery.durations import MINUTE
from recovery.facts import DATA_RESTORE, FAILOVER, CheckIns
from systems.models import System


class Row(NamedTuple):
    """What is known of a system in one row; `awaited_since` is None without a valid address."""

    system: int
    awaited_since: datetime | None
    newest_copy_at: datetime | None
    gap_seconds: int | None
    restored_at: datetime | None
    restore_seconds: int | None
    restore_failed_at: datetime | None
    failed_over_at: datetime | None
    failover_seconds: int | None


COLUMNS = ("pk", "valid__awaited_since", *(f"measured__{name}" for name in Row._fields[2:]))


def reports_of(system_ids: Collection[int]) -> dict[int, Reports]:
    """By system. What was proven stays so; of copies nothing is awaited, nor told, once the address is revoked."""
    valid = FilteredRelation("check_in_addresses", condition=Q(check_in_addresses__revoked_at=None))
    known = System.objects.annotate(valid=valid).filter(Q(valid__isnull=False) | Q(measured__isnull=False)).order_by()
    rows = [Row._make(row) for row in among(known, "pk", system_ids).values_list(*COLUMNS)]
    if not rows:
        return {}
    now = database_now()
    return {row.system: _reports(row, now) for row in rows}


def _reports(row: Row, now: datetime) -> Reports:
    tests = (
        (DATA_RESTORE, row.restored_at, row.restore_seconds),
        (FAILOVER, row.failed_over_at, row.failover_seconds),
    )
    reported = tuple(ReportedTest(kind, at, seconds) for kind, at, seconds in tests if at is not None)
    if row.awaited_since is None:
        return Reports(CheckIns(), reported)
    check_ins = CheckIns(
        awaited=age(row.awaited_since, now),
        copy_age=age(row.newest_copy_at, now),
        copy_gap=row.gap_seconds,
        restore_failed=age(row.restore_failed_at, now),
    )
    return Reports(check_ins, reported)


def age(moment: datetime | None, now: datetime) -> int | None:
    """Seconds, down to the minute: nobody counts more exactly."""
    return None if moment is None else max(0, int((now - moment).total_seconds()) // MINUTE * MINUTE)
