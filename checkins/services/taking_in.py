"""Taking in what checked in, for many systems at once, and marking those whose plan is to be derived again."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from checkins.models import CheckIn, Measured
from checkins.services.amounting import amount_to
from systems.models import Finding
from systems.services.staleness import mark_stale

AT_ONCE = 5_000
MOST_GROUPS = 40
FIELDS = (
    "newest_copy_at", "recent", "gap_seconds", "restored_at", "restore_seconds", "restore_failed_at",
    "failed_over_at", "failover_seconds",
)  # fmt: skip
ABOUT_COPIES = ("copy-overdue", "copy-never-seen")


def take_in() -> int:
    """All that has come and was not taken in, in groups; how many check-ins."""
    total = 0
    for _ in range(MOST_GROUPS):
        taken = _group()
        total += taken
        if taken < AT_ONCE:
            break
    return total


@transaction.atomic
def _group() -> int:
    """Some rows with what they mean for their systems, in a number of queries that does not grow with them. What
    another worker has taken is left to it."""
    waiting = CheckIn.objects.filter(taken_in=False).order_by("pk").select_for_update(skip_locked=True)
    rows = list(waiting[:AT_ONCE])
    if not rows:
        return 0
    by_system: dict[int, list[CheckIn]] = defaultdict(list)
    for row in rows:
        by_system[row.system_id].append(row)
    Measured.objects.bulk_create([Measured(system_id=pk) for pk in sorted(by_system)], ignore_conflicts=True)
    known = Measured.objects.filter(pk__in=by_system).select_for_update().order_by("pk")
    measured = {each.pk: each for each in known}
    before = {pk: _matters(each) for pk, each in measured.items()}
    for pk, each in measured.items():
        amount_to(each, by_system[pk])
    Measured.objects.bulk_update(measured.values(), FIELDS, batch_size=500)
    CheckIn.objects.filter(pk__in=[row.pk for row in rows]).update(taken_in=True)
    changed = {pk for pk, each in measured.items() if _matters(each) != before[pk]}
    copied = {row.system_id for row in rows if row.kind == CheckIn.Kind.COPY and row.good}
    found = Finding.objects.open().filter(code__in=ABOUT_COPIES, system_id__in=copied - changed)
    mark_stale(changed | set(found.values_list("system_id", flat=True)))
    return len(rows)


def _matters(measured: Measured) -> tuple[object, ...]:
    """What the plan depends on. That a copy came as it should changes nothing: its age is looked at when it is due."""
    return (
        measured.newest_copy_at is None, measured.gap_seconds, measured.restored_at, measured.restore_failed_at,
        measured.failed_over_at,
    )  # fmt: skip
