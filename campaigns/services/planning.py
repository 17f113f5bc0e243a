"""In which wave each system is asked about, and when each wave begins and ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

MOST_WAVES = 12


class TooShort(ValueError):
    """The last waves would have to be answered before they are asked."""


@dataclass(frozen=True, slots=True)
class PlannedWave:
    """`systems` are ids; both days belong to it."""

    number: int
    starts_on: dt.date
    due_on: dt.date
    systems: tuple[int, ...]
    owners: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system, by what decides about its place: the name of its unit, and the id of its owner."""

    system: int
    unit: str
    owner: int | None


def plan_waves(
    systems: Iterable[Candidate], *, waves: int, starts_on: dt.date, due_on: dt.date, days_apart: int
) -> list[PlannedWave]:
    """Waves of about the same size, unit by unit, each with as many days to answer as the others.

    All systems of an owner are in one wave, so that each owner gets one mail; there are fewer waves where there are
    fewer owners. Raises TooShort.
    """
    parts = _parts(_by_owner(systems), waves)
    days = (due_on - starts_on).days - days_apart * (len(parts) - 1)
    if days < 1:
        raise TooShort(days)
    planned = []
    for number, part in enumerate(parts):
        start = starts_on + dt.timedelta(days=days_apart * number)
        owners = sum(each[0].owner is not None for each in part)
        ids = tuple(each.system for group in part for each in group)
        planned.append(PlannedWave(number + 1, start, start + dt.timedelta(days=days), ids, owners))
    return planned


def _by_owner(systems: Iterable[Candidate]) -> list[list[Candidate]]:
    """The systems of each owner together, by the name of the first of their units."""
    first: dict[int | None, str] = {}
    known = list(systems)
    for each in known:
        first[each.owner] = min(each.unit, first.get(each.owner, each.unit))
    nobody_last = sorted(known, key=lambda each: (each.owner is None, first[each.owner], each.owner or 0, each.system))
    return [list(group) for _, group in groupby(nobody_last, key=lambda each: each.owner)]


def _parts(groups: list[list[Candidate]], waves: int) -> list[list[list[Candidate]]]:
    """Cut where the share of systems that a wave should hold is reached; no part is empty."""
    total = sum(len(group) for group in groups)
    parts: list[list[list[Candidate]]] = []
    done = 0
    for group in groups:
        if not parts or (done * waves >= total * len(parts) and len(parts) < waves):
            parts.append([])
        parts[-1].append(group)
        done += len(group)
    return parts
