"""What a system needs and what needs it, each with its own objective and whether that is soon enough.

Each table is read by itself. A join of them would be planned by how many rows the database believes there are, and
right after a large import it believes in none: it then looks through all systems once for each that needs one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from recovery.durations import LONGEST
from recovery.facts import Objective, State
from systems.models import Dependency, Profile, System

MOST = 25
"""Rows shown of each direction on a system's own page; the rest is on a page of its own."""
KINDS = tuple(Dependency.Kind.values)
"""What a system cannot run without comes first."""


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """One line of the table. `needed_within` in seconds; `fits` is None where it cannot be said."""

    dependency_id: int
    system: System
    may_open: bool
    kind: str
    kind_label: str
    note: str
    rto: Objective
    needed_within: int | None
    fits: bool | None


def needed_by(system: System) -> QuerySet[Dependency]:
    """Who needs the system.

    The one definition of “is needed by”: a system in use names it, each way in which it does counting once.
    """
    return Dependency.objects.filter(needs=system).exclude(system__in=System.objects.retired())


def needs(system: System) -> QuerySet[Dependency]:
    """What the system needs, retired or not."""
    return Dependency.objects.filter(system=system)


def with_ends(rows: QuerySet[Dependency], *ends: str) -> QuerySet[Dependency]:
    """With `system`, `needs` or both, and their profiles without the record."""
    profiles = Profile.objects.defer("record")
    return rows.prefetch_related(*(Prefetch(f"{end}__profile", queryset=profiles) for end in ends))


def tightest_first(system: System) -> list[int]:
    """The ids of `needed_by`: what cannot run without the system first, and of that what needs it soonest."""
    return _in_order(needed_by(system), "system_id", urgency)


def latest_first(system: System) -> list[int]:
    """The ids of `needs`: what it cannot run without first, and of that what is back last."""
    return _in_order(needs(system), "needs_id", lateness)


def _in_order(rows: QuerySet[Dependency], end: str, rank: Callable[..., Any]) -> list[int]:
    edges = list(rows.order_by().values_list("pk", "kind", end))
    systems = {other for _, _, other in edges}
    names = dict(System.objects.filter(pk__in=systems).order_by().values_list("pk", "name"))
    times = Profile.objects.filter(pk__in=systems).values_list("pk", "rto_seconds", "finishing_seconds")
    known = {other: (rto, finishing) for other, rto, finishing in times}
    return [pk for *_, pk in sorted(rank(kind, *known[other], names[other], pk) for pk, kind, other in edges)]


def urgency(kind: str, rto: int | None, finishing: int | None, name: str, pk: int) -> tuple[int, int, str, int]:
    """To sort by. What has no objective yet comes last of its kind."""
    return KINDS.index(kind), LONGEST if rto is None else max(rto - (finishing or 0), 0), name.lower(), pk


def lateness(kind: str, rto: int | None, _finishing: int | None, name: str, pk: int) -> tuple[int, int, str, int]:
    """The same for what is needed: what is back last comes first."""
    return KINDS.index(kind), 1 if rto is None else -rto, name.lower(), pk


def dependencies_of(system: System, user: User, ids: Sequence[int]) -> list[NeighbourRow]:
    """These of what the system needs, in their order: a hard one has to be back while there is still time for this
    system to finish."""
    derived = system.profile.derived()
    within = needed_within(system.profile.rto, derived.finishing if derived else None)
    rows = _these(with_ends(needs(system), "needs"), ids)
    return [row_of(row, row.needs, within, row.needs.profile.rto, user) for row in rows]


def dependents_of(system: System, user: User, ids: Sequence[int]) -> list[NeighbourRow]:
    """These of what needs the system, in their order: each says within what time it needs it."""
    rows = _these(with_ends(needed_by(system), "system"), ids)
    return [row_of(row, row.system, within_of_dependent(row), system.profile.rto, user) for row in rows]


def _these(rows: QuerySet[Dependency], ids: Sequence[int]) -> Iterator[Dependency]:
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    return (found[pk] for pk in ids if pk in found)


def within_of_dependent(row: Dependency) -> int | None:
    return needed_within(row.system.profile.rto, row.system.profile.finishing_seconds)


def needed_within(rto: Objective, finishing: int | None) -> int | None:
    """Seconds after which it has to be back for the other to keep its objective; never below zero.

    A time to finish that nobody knows yet counts as nothing, as in the method.
    """
    return None if isinstance(rto, State) else max(rto - (finishing or 0), 0)


def row_of(row: Dependency, other: System, within: int | None, supplied: Objective, user: User) -> NeighbourRow:
    """`supplied` is the objective of whichever of the two is needed."""
    hard = row.kind == Dependency.Kind.HARD
    fits = supplied <= within if hard and within is not None and not isinstance(supplied, State) else None
    return NeighbourRow(
        dependency_id=row.pk,
        system=other,
        may_open=may_open(other, user),
        kind=row.kind,
        kind_label=row.get_kind_display(),
        note=row.note,
        rto=other.profile.rto,
        needed_within=within if hard else None,
        fits=fits,
    )


def may_open(system: System, user: User) -> bool:
    """The rule of `System.objects.for_user`, for a system that is in memory already."""
    return (
        user.may(Permission.VIEW_ALL_SYSTEMS)
        or user.pk == system.technical_contact_id
        or user.answers_for(system.owner_id)
    )
