"""The preview of an import as a record for programs: what `manage.py import_systems` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from systems.models import ImportBatch
from systems.presenters.imports import shown_step
from systems.services.imports.meanings import BY_KEY, IGNORE
from systems.services.imports.plan import Plan
from systems.services.imports.reading_words import heading_notes, notes
from systems.services.imports.readings import readings
from systems.services.imports.summary import Group, Summary, all_notes, summary_of
from systems.services.imports.tables.table import Table


def record_of(batch: ImportBatch, table: Table, plan: Plan) -> dict[str, object]:
    """Columns and what each is taken for, rows with what would happen, and reasons with the numbers of their rows."""
    summary = summary_of(plan)
    return {
        "file": batch.file_name,
        "sha256": batch.sha256,
        "heading_row": table.heading_row,
        "columns": list(columns(batch, table)),
        "counts": dict(summary.outcomes),
        "reasons": {
            "to_do": reasons(plan, summary, summary.todo),
            "decided": reasons(plan, summary, summary.decided),
            "refused": refusals(plan),
        },
        "new_people": list(summary.people),
        "rows": [shown_step(step, all_notes(step)) for step in plan.steps],
        "fingerprint": summary.fingerprint,
    }


def columns(batch: ImportBatch, table: Table) -> Iterator[dict[str, object]]:
    """Each column with what it means, the first cell that says something, and how its numbers are read."""
    numbers = readings(table, batch.mapping, batch.decimal_sign)
    for at, (heading, meaning) in enumerate(zip(table.headings, batch.mapping, strict=True)):
        filled = (line.cells[at] for line in table.lines if line.cells[at])
        read = notes(numbers[meaning], meaning) if meaning in numbers else []
        yield {
            "heading": heading,
            "meaning": meaning,
            "label": str(BY_KEY[meaning].label) if meaning != IGNORE else "",
            "example": next(filled, ""),
            "notes": [*heading_notes(heading, meaning), *read],
        }


def reasons(plan: Plan, summary: Summary, groups: Sequence[Group]) -> list[dict[str, object]]:
    """What there is to say about rows, once for all of which it holds."""
    rows: dict[str, list[int]] = {}
    for step in plan.steps:
        for group in dict.fromkeys(note.group for note in all_notes(step)):
            rows.setdefault(group, []).append(step.number)
    return [{"reason": code, "title": str(title), "rows": rows[code]} for code, title in groups]


def refusals(plan: Plan) -> list[dict[str, object]]:
    """Why rows are refused, the commonest reason first."""
    rows: dict[str, list[int]] = {}
    for step in plan.steps:
        if step.outcome == "refused":
            rows.setdefault(step.why, []).append(step.number)
    return [{"title": why, "rows": found} for why, found in sorted(rows.items(), key=lambda each: -len(each[1]))]
