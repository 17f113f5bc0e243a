"""Writing what rows say about objectives: proposals with their source, beside the catalogue and never as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone, translation

from presentation.durations import duration_in_words
from systems.models import ImportBatch, Proposal
from systems.models.proposals import PROPOSED
from systems.services.imports.meanings import PROPOSALS
from systems.services.imports.plan import Step

CHUNK = 500
LABEL = "proposed objectives"


def set_apart(steps: Sequence[Step]) -> None:
    """What is proposed is no column of the system."""
    for step in steps:
        step.proposed |= {name: step.values.pop(name) for name in PROPOSALS if name in step.values}


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


def proposed_in_words(values: Mapping[str, int]) -> str:
    """For the audit trail, which is not translated: “RTO 4 hours, RPO 1 hour”."""
    with translation.override("en"):
        found = [f"{name.partition('_')[0].upper()} {duration_in_words(value)}" for name, value in values.items()]
    return ", ".join(found)
