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
    return rows.prefetch_related(*(_profiles(f"{end}__profile") for end in ends))


def _profiles(at: str) -> Prefetch[Any]:
    return Prefetch(at, queryset=Profile.objects.defer("record"))


@dataclass(frozen=True, slots=True)
class Edge:
    """One need of a system, or one that needs it: `other` is the id of the system at its far end."""

    pk: int
    kind: str
    note: str
    other: int


def tightest_first(system: System) -> list[Edge]:
    """All of `needed_by`: what cannot run without the system first, and of that what needs it soonest."""
    return _in_order((_edges(needed_by(system), "system_id"), urgency))[0]


def latest_first(system: System) -> list[Edge]:
    """All of `needs`: what it cannot run without first, and of that what is back last."""
    return _in_order((_edges(needs(system), "needs_id"), lateness))[0]


def both_ways(system: System) -> tuple[list[Edge], list[Edge]]:
    """`latest_first` and `tightest_first` with as few questions to the database as one of them."""
    ahead = _edges(needs(system), "needs_id"), lateness
    behind = _edges(needed_by(system), "system_id"), urgency
    needed, waiting = _in_order(ahead, behind)
    return needed, waiting


def _edges(rows: QuerySet[Dependency], end: str) -> list[Edge]:
    return [Edge(*row) for row in rows.order_by().values_list("pk", "kind", "note", end)]


def _in_order(*directions: tuple[list[Edge], Callable[..., Any]]) -> list[list[Edge]]:
    systems = {edge.other for edges, _ in directions for edge in edges}
    names = dict(System.objects.filter(pk__in=systems).order_by().values_list("pk", "name"))
    times = Profile.objects.filter(pk__in=systems).values_list("pk", "rto_seconds", "finishing_seconds")
    known = {other: (rto, finishing) for other, rto, finishing in times}
    return [
        sorted(edges, key=lambda edge: rank(edge.kind, *known[edge.other], names[edge.other], edge.pk))
        for edges, rank in directions
    ]


def urgency(kind: str, rto: int | None, finishing: int | None, name: str, pk: int) -> tuple[int, int, str, int]:
    """To sort by. What has no objective yet comes last of its kind."""
    return KINDS.index(kind), LONGEST if rto is None else max(rto - (finishing or 0), 0), name.lower(), pk


def lateness(kind: str, rto: int | None, _finishing: int | None, name: str, pk: int) -> tuple[int, int, str, int]:
    """The same for what is needed: what is back last comes first."""
    return KINDS.index(kind), 1 if rto is None else -rto, name.lower(), pk


def dependencies_of(system: System, user: User, edges: Sequence[Edge]) -> list[NeighbourRow]:
    """These of what the system needs, in their order: a hard one has to be back while there is still time for this
    system to finish."""
    within = needed_within(system.profile)
    return [row_of(edge, other, within, other.profile.rto, user) for edge, other in _with_others(edges)]


def dependents_of(system: System, user: User, edges: Sequence[Edge]) -> list[NeighbourRow]:
    """These of what needs the system, in their order: each says within what time it needs it."""
    rto = system.profile.rto
    return [row_of(edge, other, needed_within(other.profile), rto, user) for edge, other in _with_others(edges)]


def _with_others(edges: Sequence[Edge]) -> Iterator[tuple[Edge, System]]:
    """Without those that were removed since."""
    found = System.objects.prefetch_related(_profiles("profile")).in_bulk([edge.other for edge in edges])
    return ((edge, found[edge.other]) for edge in edges if edge.other in found)


def needed_within(profile: Profile) -> int | None:
    """Seconds after which what a system needs has to be back, for it to keep its objective; never below zero.

    A time to finish that nobody knows yet counts as nothing, as in the method.
    """
    rto = profile.rto
    return None if isinstance(rto, State) else max(rto - (profile.finishing_seconds or 0), 0)


def row_of(edge: Edge, other: System, within: int | None, supplied: Objective, user: User) -> NeighbourRow:
    """`supplied` is the objective of whichever of the two is needed."""
    hard = edge.kind == Dependency.Kind.HARD
    fits = supplied <= within if hard and within is not None and not isinstance(supplied, State) else None
    return NeighbourRow(
        dependency_id=edge.pk,
        system=other,
        may_open=may_open(other, user),
        kind=edge.kind,
        kind_label=str(Dependency.Kind(edge.kind).label),
        note=edge.note,
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
