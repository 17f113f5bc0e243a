"""The steps of a long file as rows, so that what was shown is what is done, however often it is begun anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from accounts.models import User
from systems.models import ImportBatch, ImportRow
from systems.services.imports.notes import Note
from systems.services.imports.plan import Step
from systems.services.imports.summary import all_notes, marks_of
from systems.services.people import NewPerson

PERSON, NEW_PERSON, AMOUNT, DAY = "person", "new_person", "amount", "day"


def row_of(batch: ImportBatch, position: int, step: Step) -> ImportRow:
    notes = all_notes(step)
    return ImportRow(
        batch=batch,
        position=position,
        outcome=step.outcome,
        weight=len(step.needs) + len(step.dropped),
        marks=" ".join(["", *sorted(marks_of(step, notes) - {""}), ""]),
        step={
            "number": step.number,
            "name": step.name,
            "key": step.key,
            "unit": step.unit,
            "values": packed(step.values),
            "before": packed(step.before),
            "needs": step.needs,
            "dropped": step.dropped,
            "notes": [asdict(note) for note in notes],
            "why": step.why,
            "version": step.system.version if step.system else 0,
        },
    )


def packed(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """As JSON keeps it, with what a value is where JSON does not say it; in pairs, since PostgreSQL keeps no order of
    names."""
    return [(name, _packed(value)) for name, value in values.items()]


def _packed(value: Any) -> Any:
    match value:
        case User():
            return {PERSON: value.pk}
        case NewPerson():
            return {NEW_PERSON: [value.email, value.name]}
        case Decimal():
            return {AMOUNT: str(value)}
        case dt.date():
            return {DAY: value.isoformat()}
    return value


def steps_of(rows: Sequence[ImportRow]) -> list[Step]:
    """The steps of these rows, without their systems. Who was to be added and is there meanwhile is that person."""
    told = [value for row in rows for part in ("values", "before") for _name, value in row.step[part]]
    kept = [value for value in told if isinstance(value, dict)]
    known = User.objects.in_bulk({value[PERSON] for value in kept if PERSON in value})
    added = User.objects.filter(email__in={value[NEW_PERSON][0] for value in kept if NEW_PERSON in value})
    by_email = {user.email: user for user in added}

    def unpacked(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if AMOUNT in value:
            return Decimal(value[AMOUNT])
        if DAY in value:
            return dt.date.fromisoformat(value[DAY])
        if PERSON in value:
            return known.get(value[PERSON])
        email, name = value[NEW_PERSON]
        return by_email.get(email) or NewPerson(email, name)

    return [
        Step(
            row.step["number"],
            row.outcome,
            row.step["name"],
            row.step["key"],
            unit=row.step["unit"],
            values={name: unpacked(value) for name, value in row.step["values"]},
            before={name: unpacked(value) for name, value in row.step["before"]},
            needs=[(key, kind) for key, kind in row.step["needs"]],
            dropped=[(key, kind) for key, kind in row.step["dropped"]],
            notes=[Note(**note) for note in row.step["notes"]],
            why=row.step["why"],
        )
        for row in rows
    ]
