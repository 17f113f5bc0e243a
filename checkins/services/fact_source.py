"""What check-ins tell the method, in a number of queries that does not grow with the systems."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from background.services.clock import database_now
from checkins.models import CheckInAddress, Measured
from derivation.queries import among
from derivation.services.sources import ReportedTest, Reports
from recovery.durations import MINUTE
from recovery.facts import DATA_RESTORE, FAILOVER, CheckIns


def reports_of(system_ids: Collection[int]) -> dict[int, Reports]:
    """By system. What was proven stays so; of copies nothing is awaited, nor told, once the address is revoked."""
    now = database_now()
    valid = among(CheckInAddress.objects.filter(revoked_at=None), "system_id", system_ids)
    awaited = dict(valid.values_list("system_id", "awaited_since"))
    measured = {each.pk: each for each in among(Measured.objects.defer("recent"), "pk", system_ids)}
    return {
        pk: _reports(measured.get(pk) or Measured(system_id=pk), awaited.get(pk), now)
        for pk in awaited.keys() | measured.keys()
    }


def _reports(measured: Measured, awaited_since: datetime | None, now: datetime) -> Reports:
    tests = (
        (DATA_RESTORE, measured.restored_at, measured.restore_seconds),
        (FAILOVER, measured.failed_over_at, measured.failover_seconds),
    )
    reported = tuple(ReportedTest(kind, at, seconds) for kind, at, seconds in tests if at is not None)
    if awaited_since is None:
        return Reports(CheckIns(), reported)
    check_ins = CheckIns(
        awaited=age(awaited_since, now),
        copy_age=age(measured.newest_copy_at, now),
        copy_gap=measured.gap_seconds,
        restore_failed=age(measured.restore_failed_at, now),
    )
    return Reports(check_ins, reported)


def age(moment: datetime | None, now: datetime) -> int | None:
    """Seconds, down to the minute: nobody counts more exactly."""
    return None if moment is None else max(0, int((now - moment).total_seconds()) // MINUTE * MINUTE)
