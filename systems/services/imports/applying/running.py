"""Long files in the background: compared with the catalogue, then written into it, in groups.

The comparison is kept row by row. What is written is what was kept, in groups of a few hundred rows, each with its
audit entries and with how far its rows are in one transaction: a killed worker's successor goes on with the rows that
are open, and nothing is done twice. New systems come first, then changes, and what anything needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation

from accounts.permissions import Permission
from accounts.services import audit
from accounts.services.zones import zone_of
from background.services import leases
from background.services.error_text import error_in_one_line
from background.services.leases import Lease
from systems.models import ImportBatch, ImportRow, ImportRun, System
from systems.services.imports.applying.beginning import TASK
from systems.services.imports.applying.reading import unpack
from systems.services.imports.applying.storing import row_of, steps_of
from systems.services.imports.applying.writing import carry_out, source_of
from systems.services.imports.fetched.fetching import after_look
from systems.services.imports.plan import CHANGED, CREATED, Plan, Step
from systems.services.imports.preview import plan_of, table_of
from systems.services.imports.summary import summary_of
from systems.services.imports.tables.decoding import Unreadable
from systems.services.table_statistics import MANY, count_anew

KEPT_AT_ONCE = 500
GROUP, MOST_NEEDS = 200, 2_000
"""Rows, and needs of theirs, that are written in one transaction: on SQLite nobody else writes meanwhile."""
NOT_ALLOWED = "not allowed"
OPEN, MADE, DONE, OVERTAKEN = (
    ImportRow.State.OPEN, ImportRow.State.CREATED, ImportRow.State.DONE, ImportRow.State.OVERTAKEN,
)  # fmt: skip
LEFT = Q(outcome=CHANGED, state=OPEN) | Q(state=MADE)
"""Rows of systems that are there, about which something is still to be written."""


def run(run_id: int) -> None:
    """Go on with one file, if nobody else is at it. Whatever stops it is written down, to be shown."""
    leases.carry_out(leases.claim(ImportRun.objects.select_related("batch__person"), run_id), _run)


def sweep() -> None:
    """Hand over again what nobody took; end what three workers did not come back from."""
    leases.sweep(ImportRun, TASK)


def _run(lease: Lease[ImportRun]) -> None:
    person = lease.work.batch.person
    if not person.is_active or not person.may(Permission.IMPORT_SYSTEMS):
        lease.end(lease.work.FAILED, error=NOT_ALLOWED)
        return
    with translation.override(lease.work.language), timezone.override(zone_of(person.time_zone)):
        (_look if lease.work.kind == ImportRun.Kind.LOOK else _apply)(lease)


def _look(lease: Lease[ImportRun]) -> None:
    """Read the file, if nobody has; compare it with the catalogue as it is now, and keep what would happen with each
    row."""
    batch = lease.work.batch
    if batch.is_unread:
        try:
            unpack(lease)
        except Unreadable as unreadable:
            lease.end(lease.work.FAILED, error=error_in_one_line(str(unreadable.reason)))
            return
    lease.heartbeat(total=batch.lines, done=0)
    with transaction.atomic():
        lease.heartbeat()
        batch.rows.all().delete()
    plan = plan_of(batch, table_of(batch))
    for at in range(0, len(plan.steps), KEPT_AT_ONCE):
        rows = [row_of(batch, at + place, step) for place, step in enumerate(plan.steps[at : at + KEPT_AT_ONCE])]
        with transaction.atomic():
            lease.heartbeat(done=at + len(rows), total=len(plan.steps))
            ImportRow.objects.bulk_create(rows)
    summary = summary_of(plan)
    with transaction.atomic():
        lease.end(result=summary.as_record())
        after_look(batch, summary)


def _apply(lease: Lease[ImportRun]) -> None:
    rows = lease.work.batch.rows
    created, later = rows.filter(outcome=CREATED), rows.filter(Q(outcome=CHANGED) | Q(outcome=CREATED, weight__gt=0))
    total = created.count() + later.count()
    left = created.filter(state=OPEN).count() + later.exclude(state__in=(DONE, OVERTAKEN)).count()
    lease.heartbeat(total=total, done=total - left)
    _in_groups(lease, created.filter(state=OPEN), _create)
    _in_groups(lease, rows.filter(LEFT), _change)
    with transaction.atomic():
        lease.end()
        _finish(lease.work.batch)


Write = Callable[[ImportBatch, Sequence[ImportRow]], Mapping[str, Sequence[ImportRow]]]
"""Writes some rows; gives them by the state that they are in then."""


def _in_groups(lease: Lease[ImportRun], rows: QuerySet[ImportRow], write: Write) -> None:
    while group := _next_group(rows):
        with transaction.atomic():
            lease.heartbeat(done=F("done") + len(group))
            for state, those in write(lease.work.batch, group).items():
                ImportRow.objects.filter(pk__in=[row.pk for row in those]).update(state=state)


def _next_group(rows: QuerySet[ImportRow]) -> list[ImportRow]:
    """As many as one transaction should hold, at least one."""
    found, weight = list(rows.order_by("position")[:GROUP]), 0
    for at, row in enumerate(found):
        weight += row.weight
        if at and weight > MOST_NEEDS:
            return found[:at]
    return found


def _create(batch: ImportBatch, rows: Sequence[ImportRow]) -> Mapping[str, Sequence[ImportRow]]:
    """New systems, without what they need. A key that was taken meanwhile is somebody else's system."""
    taken = set(System.objects.filter(key__in=[row.step["key"] for row in rows]).values_list("key", flat=True))
    fresh = [row for row in rows if row.step["key"] not in taken]
    steps = steps_of(fresh)
    for step in steps:
        step.needs, step.dropped = [], []
    carry_out(Plan(steps), batch, batch.person)
    return {
        MADE: [row for row in fresh if row.weight],
        DONE: [row for row in fresh if not row.weight],
        OVERTAKEN: [row for row in rows if row.step["key"] in taken],
    }


def _change(batch: ImportBatch, rows: Sequence[ImportRow]) -> Mapping[str, Sequence[ImportRow]]:
    """What is different about systems that are there, and what they need. Whoever changed one meanwhile wins."""
    found = System.objects.select_for_update(of=("self",)).filter(key__in=[row.step["key"] for row in rows])
    systems = {system.key: system for system in found}
    same = [row for row in rows if _as_compared(row, systems.get(row.step["key"]))]
    steps = steps_of(same)
    there = _keys_there(steps)
    for row, step in zip(same, steps, strict=True):
        step.system, step.outcome = systems[step.key], CHANGED
        step.values = {} if row.outcome == CREATED else step.values
        step.needs = [edge for edge in step.needs if edge[0] in there]
    carry_out(Plan(steps), batch, batch.person)
    kept = {row.pk for row in same}
    return {DONE: same, OVERTAKEN: [row for row in rows if row.pk not in kept]}


def _as_compared(row: ImportRow, system: System | None) -> bool:
    """Whether the system is the one that was compared; one that this import has made may have been changed since."""
    return system is not None and (row.outcome == CREATED or system.version == row.step["version"])


def _keys_there(steps: Sequence[Step]) -> set[str]:
    wanted = {key for step in steps for key, _kind in step.needs}
    return set(System.objects.filter(key__in=wanted).values_list("key", flat=True))


def _finish(batch: ImportBatch) -> None:
    """What came of the rows is counted from the rows."""
    rows = batch.rows.all()
    written = {name: rows.filter(outcome=name, state=DONE).count() for name in (CREATED, CHANGED)}
    left = {name: rows.filter(outcome=name).count() for name in ("same", "joined", "refused")}
    batch.result = {
        **written,
        **left,
        "overtaken": rows.filter(state=OVERTAKEN).count(),
        "ownerless": rows.exclude(state=OVERTAKEN).filter(marks__contains=" no-owner ").count(),
        "people": len(_summary(batch).get("people", ())),
    }
    batch.applied_at = timezone.now()
    batch.save(update_fields=["result", "applied_at"])
    detail = {**source_of(batch), **written}
    audit.record(by=batch.person, action="importbatch.applied", about=batch, detail=detail)
    if written[CREATED] >= MANY:
        transaction.on_commit(count_anew)


def _summary(batch: ImportBatch) -> dict[str, Any]:
    look = ImportRun.objects.looks().filter(batch=batch).first()
    return dict(look.result) if look else {}
