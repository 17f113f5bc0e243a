"""Writing what rows say beside the catalogue: objectives as proposals with their source, and today's protection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone, translation

from presentation.durations import duration_in_words
from systems.models import ImportBatch, Proposal, Protection
from systems.models.proposals import PROPOSED
from systems.services.imports.meanings import PROPOSALS, PROTECTIONS
from systems.services.imports.plan import Step

CHUNK = 500
LABELS = {"proposed": "proposed objectives", "protected": "backups today"}


def set_apart(steps: Sequence[Step]) -> None:
    """What is proposed, and what protects a system, are no columns of it."""
    for step in steps:
        step.proposed |= {name: step.values.pop(name) for name in PROPOSALS if name in step.values}
        step.protected |= {name: step.values.pop(name) for name in PROTECTIONS if name in step.values}


def propose_all(steps: Sequence[Step], batch: ImportBatch) -> None:
    """One row for each system; what the file does not say stays as an earlier one said it."""
    proposing = [step for step in steps if step.proposed and step.system]
    known = Proposal.objects.in_bulk([step.system_id for step in proposing])
    rows = []
    for step in proposing:
        row = known.get(step.system_id) or Proposal(system_id=step.system_id)
        for name, value in step.proposed.items():
            setattr(row, name, value)
        row.source, row.brought_at = batch.file_name, timezone.now()
        rows.append(row)
    Proposal.objects.bulk_create(
        rows,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["system"],
        update_fields=[*(f"{name}_seconds" for name in PROPOSED), "source", "brought_at"],
    )


def protect_all(steps: Sequence[Step]) -> None:
    """Fills what nobody has said; a copy “every day” is a snapshot where nobody says of what kind it is."""
    protecting = [step for step in steps if step.protected and step.system]
    known = Protection.objects.in_bulk([step.system_id for step in protecting])
    rows = []
    for step in protecting:
        row = known.get(step.system_id) or Protection(system_id=step.system_id)
        for name, value in step.protected.items():
            setattr(row, name, value)
        row.history = row.history or (Protection.History.SNAPSHOT if "interval_seconds" in step.protected else "")
        rows.append(row)
    Protection.objects.bulk_create(
        rows,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["system"],
        update_fields=[*PROTECTIONS, "history"],
    )


def beside_the_catalogue(step: Step) -> dict[str, tuple[str, str]]:
    """The same for the audit trail, from what it was."""
    parts = {"proposed": step.proposed, "protected": step.protected}
    return {
        name: (
            measures_in_words({each: step.before[each] for each in values if step.before.get(each)}),
            measures_in_words(values),
        )
        for name, values in parts.items()
        if values
    }


def measures_in_words(values: Mapping[str, int]) -> str:
    """For the audit trail, which is not translated: “RTO 4 hours, RPO 1 hour”."""
    with translation.override("en"):
        found = [f"{name.partition('_')[0].upper()} {duration_in_words(value)}" for name, value in values.items()]
    return ", ".join(found)
