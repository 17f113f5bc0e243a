"""Bringing a file into the catalogue: kept, mapped, applied; a short one at once, a long one in the background."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from systems.models import ImportBatch, ImportRun, UnreadFile
from systems.services.imports.applying.beginning import (
    begin,
    begin_look,
    earlier_choices,
    guessed,
    headings_mark,
    of_text,
)
from systems.services.imports.applying.writing import carry_out, source_of
from systems.services.imports.plan import CHANGED, CREATED
from systems.services.imports.preview import plan_of, table_of
from systems.services.imports.tables.sheets import Sheet
from systems.services.imports.tables.table import Table
from systems.services.table_statistics import MANY, count_anew

KEPT = dt.timedelta(days=7)


class PlanChanged(Exception):
    """The catalogue is no longer what the preview was made from: what would be done is not what was shown."""


class ImportUnderWay(Exception):
    """Another import is being written, which the comparison does not know of."""


def keep_file(*, by: User, file_name: str, text: str, table: Table, **choices: Any) -> ImportBatch:
    """A file that was read, with a guess what its columns mean, where `choices` do not say it."""
    remembered = earlier_choices(by, headings_mark(table))
    return _kept(previewed(file_name=file_name, text=text, table=table, person=by, **{**remembered, **choices}))


def keep_unread(*, by: User, file_name: str, data: bytes) -> ImportBatch:
    """A large file, which is read in the background."""
    return _kept(ImportBatch(person=by, file_name=_name(file_name)), data)


@transaction.atomic
def _kept(batch: ImportBatch, data: bytes = b"") -> ImportBatch:
    """Files of the person's own that were never applied are forgotten after a week."""
    left = ImportBatch.objects.filter(person=batch.person, source=None, applied_at=None)
    left.filter(created_at__lt=timezone.now() - KEPT).delete()
    batch.save()
    if data:
        UnreadFile.objects.create(batch=batch, data=data)
    begin_look(batch)
    return batch


def previewed(*, file_name: str, text: str, table: Table, **choices: Any) -> ImportBatch:
    """The same, to look at and not to keep."""
    return ImportBatch(file_name=_name(file_name), **{**of_text(text, table), **choices})


def _name(file_name: str) -> str:
    return file_name[-200:] or "systems.csv"


@transaction.atomic
def map_columns(*, batch: ImportBatch, mapping: list[str], **choices: Any) -> None:
    """What the columns mean, and what else the person says about the whole file."""
    ImportBatch.objects.filter(pk=batch.pk, applied_at=None).update(mapping=mapping, **choices)
    begin_look(ImportBatch.objects.get(pk=batch.pk))


@transaction.atomic
def choose_heading(*, batch: ImportBatch, heading_row: int, table: Table) -> None:
    """Another row holds the headings, so the columns of `table` are guessed anew."""
    ImportBatch.objects.filter(pk=batch.pk, applied_at=None).update(heading_row=heading_row, **guessed(table))
    begin_look(ImportBatch.objects.get(pk=batch.pk))


@transaction.atomic
def choose_sheet(*, batch: ImportBatch, sheet: Sheet, table: Table) -> None:
    """Another sheet of the workbook holds the list."""
    values = of_text(sheet.text, table)
    ImportBatch.objects.filter(pk=batch.pk, applied_at=None).update(sheet=sheet.name, heading_row=None, **values)
    begin_look(ImportBatch.objects.get(pk=batch.pk))


@transaction.atomic
def apply_import(*, batch: ImportBatch, fingerprint: str, by: User) -> ImportBatch:
    """Does what the preview showed; a second time does nothing. A short file is through when this returns, whole or not
    at all. Raises PlanChanged and ImportUnderWay."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.applied_at or batch.runs.applying().open().exists():
        return batch
    if batch.is_unread:
        raise PlanChanged
    if ImportRun.objects.applying().open().exists():
        raise ImportUnderWay
    if batch.sheets:
        batch.sheets = []
        batch.save(update_fields=["sheets"])
    if batch.is_long:
        _begin_writing(batch, fingerprint)
    else:
        _write_at_once(batch, fingerprint, by)
    return batch


def _begin_writing(batch: ImportBatch, fingerprint: str) -> None:
    look = batch.runs.looks().first()
    if look is None or look.state != look.DONE or look.result["fingerprint"] != fingerprint:
        raise PlanChanged
    try:
        with transaction.atomic():
            begin(batch, ImportRun.Kind.APPLY)
    except IntegrityError:
        raise ImportUnderWay from None


def stop(*, batch: ImportBatch) -> None:
    """Whoever compares or writes the file stops before the next group of rows. What is written stays."""
    ImportRun.objects.filter(batch=batch).call_off()


def _write_at_once(batch: ImportBatch, fingerprint: str, by: User) -> None:
    plan = plan_of(batch, table_of(batch), lock=True)
    if plan.fingerprint != fingerprint:
        raise PlanChanged
    try:
        with transaction.atomic():
            carry_out(plan, batch, by)
    except IntegrityError:
        raise PlanChanged from None
    counts = plan.counts
    batch.result = {**counts, "ownerless": sum(step.ownerless for step in plan.steps), "people": len(plan.new_people)}
    batch.applied_at = timezone.now()
    batch.save()
    detail = {**source_of(batch), "created": counts[CREATED], "changed": counts[CHANGED]}
    audit.record(by=by, action="importbatch.applied", about=batch, detail=detail)
    if counts[CREATED] >= MANY:
        transaction.on_commit(count_anew)
