"""Writing what rows say beside the catalogue: objectives as proposals with their source, and today's protection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.utils import timezone, translation
from django.utils.translation import gettext

from presentation.durations import duration_in_words
from systems.models import Exercise, ImportBatch, Proposal, Protection
from systems.models.proposals import PROPOSED
from systems.services.imports.meanings import PROPOSALS, PROTECTIONS, TEST_RTA, TESTS
from systems.services.imports.plan import Step

CHUNK = 500
Beside = TypeVar("Beside", Proposal, Protection)
Values = Mapping[str, Any]
LABELS = {"proposed": "proposed objectives", "protected": "backups today", "tested": "tests of its recovery"}


def set_apart(steps: Sequence[Step]) -> None:
    """What is proposed, and what protects a system, are no columns of it."""
    for step in steps:
        step.proposed |= {name: step.values.pop(name) for name in PROPOSALS if name in step.values}
        step.protected |= {name: step.values.pop(name) for name in PROTECTIONS if name in step.values}
        step.tested |= {name: step.values.pop(name) for name in (*TESTS, TEST_RTA) if name in step.values}


def propose_all(steps: Sequence[Step], batch: ImportBatch) -> None:
    """One row for each system; what the file does not say stays as an earlier one said it."""

    def brought(row: Proposal, _said: Values) -> None:
        row.source, row.brought_at = batch.file_name, timezone.now()

    columns = [*(f"{name}_seconds" for name in PROPOSED), "source", "brought_at"]
    put_beside(Proposal, {step.system_id: step.proposed for step in steps}, columns, brought)


def protect_all(steps: Sequence[Step]) -> None:
    """Fills what nobody has said; a copy “every day” is a snapshot where nobody says of what kind it is."""

    def of_a_kind(row: Protection, said: Values) -> None:
        row.history = row.history or (Protection.History.SNAPSHOT if "interval_seconds" in said else "")

    put_beside(Protection, {step.system_id: step.protected for step in steps}, PROTECTIONS, of_a_kind)


def record_tests(steps: Sequence[Step], batch: ImportBatch) -> None:
    """Each test as an exercise that names the file."""
    note = gettext("From the file %(file)s.") % {"file": batch.file_name}
    found: list[dict[str, Any]] = [
        {"system_id": step.system_id, "kind": kind, "performed_on": step.tested[name],
         "rta_seconds": step.tested.get(TEST_RTA), "note": note}
        for step in steps
        for name, kind in TESTS.items()
        if step.system_id and name in step.tested
    ]  # fmt: skip
    Exercise.objects.bulk_create([Exercise(**values) for values in found], batch_size=CHUNK)


def put_beside(
    model: type[Beside], said: Mapping[int, Values], columns: Sequence[str], finish: Callable[[Beside, Values], None]
) -> None:
    """Writes what is `said` beside each system, by its id, into the one row that it has there; nothing said, no row."""
    said = {pk: values for pk, values in said.items() if pk and values}
    known = model._default_manager.in_bulk(said)
    rows = []
    for pk, values in said.items():
        row = known.get(pk) or model(system_id=pk)
        for name, value in values.items():
            setattr(row, name, value)
        finish(row, values)
        rows.append(row)
    model._default_manager.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["system"], update_fields=columns
    )


def beside_the_catalogue(step: Step) -> dict[str, tuple[str, str]]:
    """The same for the audit trail, from what it was."""
    parts = {"proposed": step.proposed, "protected": step.protected, "tested": step.tested}
    return {
        name: (
            measures_in_words({each: step.before[each] for each in values if step.before.get(each)}),
            measures_in_words(values),
        )
        for name, values in parts.items()
        if values
    }


def measures_in_words(values: Values) -> str:
    """For the audit trail, which is not translated: “RTO 4 hours, RPO 1 hour”."""
    with translation.override("en"):
        found = [f"{name.partition('_')[0].upper()} {value_in_words(value)}" for name, value in values.items()]
    return ", ".join(found)


def value_in_words(value: int | str | dt.date) -> str:
    return duration_in_words(value) if isinstance(value, int) else str(value)
