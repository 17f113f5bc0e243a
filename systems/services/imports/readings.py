"""How the numbers of a file are read, decided from its whole columns: which sign marks the decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from recovery.reading import number_in, numerals
from systems.services.imports.meanings import DURATION, MEANINGS
from systems.services.imports.tables.table import Table

AMOUNTS = frozenset(("running_cost", "recovery_budget"))
"""The meanings of columns with money."""
TIMES = frozenset(meaning.key for meaning in MEANINGS if meaning.key.endswith(DURATION))
NUMBERS = AMOUNTS | TIMES | {"data_size_gib"}
"""The meanings of columns with numbers."""


class Why(Enum):
    """What a reading rests on, from the surest."""

    CHOSEN = "the person said so"
    COLUMN = "another number of the column shows it"
    FILE = "a number of another column shows it"
    ASSUMED = "nothing shows it"


@dataclass(frozen=True, slots=True)
class Reading:
    """`sign` marks the decimals of the numbers that leave it open; without a sign they are thousands."""

    sign: str = ""
    why: Why = Why.ASSUMED
    witness: str = ""  # the number that shows it
    heading: str = ""  # of the column in which it stands
    open: tuple[str, ...] = ()  # the first number with each sign that leaves it open

    @property
    def assumed(self) -> bool:
        return bool(self.open) and self.why is Why.ASSUMED


@dataclass(slots=True)
class Column:
    """What the numbers of a column show: for each sign the first that proves it, and the first that leaves it open."""

    heading: str
    proofs: dict[str, str] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)

    def see(self, number: str) -> None:
        if numerals.is_open(number):
            self.open.setdefault(numerals.sign_of(number), number)
        elif sign := numerals.shown_sign(number):
            self.proofs.setdefault(sign, number)


def readings(table: Table, mapping: Sequence[str], chosen: str = "") -> dict[str, Reading]:
    """For each meaning that is a number, how its column is read.

    What the person chose comes first, then what the column shows, then the other columns; where they are silent or
    contradict themselves nothing is known.
    """
    columns = {meaning: column_at(table, at) for at, meaning in enumerate(mapping) if meaning in NUMBERS}
    return {meaning: reading_of(column, list(columns.values()), chosen) for meaning, column in columns.items()}


def column_at(table: Table, at: int) -> Column:
    column = Column(table.headings[at])
    for line in table.lines:
        if found := number_in(line.cells[at]):
            column.see(found)
    return column


def reading_of(column: Column, columns: list[Column], chosen: str) -> Reading:
    still_open = tuple(column.open.values())
    if chosen:
        return Reading(chosen, Why.CHOSEN, open=still_open)
    if len(column.proofs) == 1:
        [(sign, witness)] = column.proofs.items()
        return Reading(sign, Why.COLUMN, witness, column.heading, still_open)
    proofs = {sign: (number, other.heading) for other in columns for sign, number in other.proofs.items()}
    if len(proofs) == 1:
        [(sign, (witness, heading))] = proofs.items()
        return Reading(sign, Why.FILE, witness, heading, still_open)
    return Reading(open=still_open)
