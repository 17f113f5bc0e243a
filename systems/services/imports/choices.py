"""What the person says about a whole file: what columns mean, and what the import may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from systems.models import Dependency, ImportBatch
from systems.services.imports.columns import normalised_heading
from systems.services.imports.meanings import TIER
from systems.services.tiers import Objectives, known_tiers

LEFT_OUT = "-"
"""Stands for what a cell means when the person wants it left out."""


@dataclass(frozen=True, slots=True)
class Choices:
    """`meant` says what cells mean that the portal does not understand, by `meant_key`: a value, or an address. `tiers`
    are those of the company's table, by what they are called."""

    mapping: Sequence[str]
    decimal_sign: str = ""
    need_kind: str = Dependency.Kind.SOFT
    add_people: bool = False
    add_needed: bool = False
    remove_needs: bool = False
    clear_empty: bool = False
    meant: Mapping[str, str] = field(default_factory=dict)
    tiers: Mapping[str, Objectives] = field(default_factory=dict)


def choices_of(batch: ImportBatch) -> Choices:
    return Choices(
        mapping=batch.mapping,
        decimal_sign=batch.decimal_sign,
        need_kind=batch.need_kind,
        add_people=batch.add_people,
        add_needed=batch.add_needed,
        remove_needs=batch.remove_needs,
        clear_empty=batch.clear_empty,
        meant=batch.meant,
        tiers=known_tiers() if TIER in batch.mapping else {},
    )


def meant_key(meaning: str, cell: str) -> str:
    """The same for cells that say the same, however they are capitalised and spaced."""
    return f"{meaning}:{normalised_heading(cell[:400]) or cell.strip()[:100]}"
