"""What an import will do, row by row: created, changed, the same, with another row, or refused and why."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from systems.models import System
from systems.services.imports.needs import Edge
from systems.services.imports.notes import Note
from systems.services.people import NewPerson

CREATED, CHANGED, SAME, JOINED, REFUSED = "created", "changed", "same", "joined", "refused"


@dataclass(slots=True)
class Step:
    """What happens with one row. `values` are columns of the system (a person may be a NewPerson, a unit a name).

    A joined row speaks of the system of an earlier row, which does what both say.
    """

    number: int
    outcome: str
    name: str
    key: str = ""
    system: System | None = None
    unit: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    proposed: dict[str, int] = field(default_factory=dict)  # objectives, taken out of the values when it is written
    protected: dict[str, Any] = field(default_factory=dict)  # the same, what protects it today
    tested: dict[str, Any] = field(default_factory=dict)  # the same, when its recovery was tested last
    needs: list[Edge] = field(default_factory=list)  # what it will need from now on
    dropped: list[Edge] = field(default_factory=list)  # what it will need no longer
    notes: list[Note] = field(default_factory=list)
    why: str = ""

    @property
    def system_id(self) -> int:
        """Of a system that exists."""
        return self.system.pk if self.system else 0

    @property
    def ownerless(self) -> bool:
        """Whether nobody will own it; the to-do that an import leaves behind."""
        owner = self.values.get("owner", self.system and self.system.owner_id)
        return self.outcome not in (REFUSED, JOINED) and not owner

    @property
    def purposeless(self) -> bool:
        purpose = self.values.get("purpose", self.system and self.system.purpose)
        return self.outcome not in (REFUSED, JOINED) and not purpose


@dataclass(slots=True)
class Plan:
    steps: list[Step]

    @property
    def counts(self) -> Counter[str]:
        return Counter(step.outcome for step in self.steps)

    @property
    def new_people(self) -> dict[str, NewPerson]:
        """By address; the name is the first that a row says."""
        found: dict[str, NewPerson] = {}
        for step in self.steps:
            for value in step.values.values():
                if isinstance(value, NewPerson) and not (value.email in found and found[value.email].name):
                    found[value.email] = value
        return found

    @property
    def fingerprint(self) -> str:
        """The same for plans that do the same: what was shown is what is done, or it is shown again."""
        effects = [
            [s.number, s.outcome, s.key, as_texts(s.values), as_texts(s.before), s.needs, s.dropped] for s in self.steps
        ]
        return hashlib.sha256(json.dumps(effects).encode()).hexdigest()


def as_texts(values: dict[str, object]) -> list[list[str]]:
    return [[name, str(getattr(value, "pk", value))] for name, value in sorted(values.items())]
