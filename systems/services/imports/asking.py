"""Which cells a person can say once what they mean, for all rows that hold them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from systems.services.imports.choices import meant_key
from systems.services.imports.plan import Plan

MOST_ASKED = 40
"""So many different cells of a group are asked for at once; the commonest first."""


@dataclass(slots=True)
class Asked:
    """A cell that says the same in so many rows. `group` are the rows' notes, `about` the meaning of the column."""

    key: str
    group: str
    about: str
    cell: str
    rows_with_it: int = 0

    @property
    def field(self) -> str:
        """Its name in a form, the same however many others there are."""
        return f"meant_{hashlib.sha256(self.key.encode()).hexdigest()[:16]}"


def all_asked(plan: Plan) -> list[Asked]:
    """Every cell that can be said once, the commonest first."""
    found: dict[str, Asked] = {}
    for step in plan.steps:
        for key, note in {meant_key(note.about, note.cell): note for note in step.notes if note.cell}.items():
            asked = found.setdefault(key, Asked(key, note.group, note.about, note.cell))
            asked.rows_with_it += 1
    return sorted(found.values(), key=lambda asked: -asked.rows_with_it)


def asked_at_once(asked: list[Asked]) -> list[Asked]:
    """Of each group no more than a page can hold."""
    counts: dict[str, int] = {}
    kept = []
    for each in asked:
        counts[each.group] = counts.get(each.group, 0) + 1
        if counts[each.group] <= MOST_ASKED:
            kept.append(each)
    return kept
