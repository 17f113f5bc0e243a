"""A plan in one look: how many rows are in each part of its preview, and which cells can be said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext

from systems.services.imports.asking import Asked, all_asked
from systems.services.imports.choices import meant_key
from systems.services.imports.notes import Note
from systems.services.imports.plan import Plan, Step

TODO = "todo"
Group = tuple[str, str]
"""A part of the preview as it stands in addresses, and what it is called."""


@dataclass(slots=True)
class Summary:
    """`counts` are the rows of each part; `todo` and `decided` the parts by what there is to say, the largest first."""

    fingerprint: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    todo: Sequence[Group] = ()
    decided: Sequence[Group] = ()
    asked: Sequence[Asked] = ()
    people: Sequence[str] = ()

    def as_record(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Summary:
        asked = [Asked(**each) for each in record["asked"]]
        groups = {name: [tuple(group) for group in record[name]] for name in ("todo", "decided")}
        return cls(**{**record, **groups, "asked": asked})


def summary_of(plan: Plan) -> Summary:
    counts, titles, decided = Counter[str](), dict[str, str](), set[str]()
    for step in plan.steps:
        notes = all_notes(step)
        counts.update(marks_of(step, notes))
        titles |= {note.group: note.title for note in notes if note.group not in titles}
        decided |= {note.group for note in notes if note.decided}
    groups = sorted(titles.items(), key=lambda group: -counts[group[0]])
    return Summary(
        fingerprint=plan.fingerprint,
        counts=dict(counts),
        outcomes=dict(plan.counts),
        todo=[group for group in groups if group[0] not in decided],
        decided=[group for group in groups if group[0] in decided],
        asked=all_asked(plan),
        people=sorted(plan.new_people),
    )


def marks_of(step: Step, notes: Sequence[Note]) -> set[str]:
    """The parts of the preview that the row is in; the part without a name holds all."""
    open_too = {TODO} if any(not note.decided for note in notes) else set()
    asked = {asked_mark(note.about, note.cell) for note in notes if note.cell}
    return {"", step.outcome, *open_too, *(note.group for note in notes), *asked}


def asked_mark(about: str, cell: str) -> str:
    return Asked(meant_key(about, cell), "", about, cell).field


def all_notes(step: Step) -> list[Note]:
    """What there is to say about the row, and what is still missing afterwards: a to-do, not a fault."""
    missing = [Note("no-owner", gettext("No owner yet."))] if step.ownerless else []
    missing += [Note("no-purpose", gettext("No purpose yet."))] if step.purposeless else []
    return [*step.notes, *missing]
