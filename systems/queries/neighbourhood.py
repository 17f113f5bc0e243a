"""What a system needs and what needs it, each with its own objective and whether that is soon enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Lower

from accounts.models import User
from accounts.permissions import Permission
from recovery.durations import LONGEST
from recovery.facts import Objective, State
from systems.models import Dependency, System

MOST = 100
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
    rows = Dependency.objects.filter(needs=system).exclude(system__status=System.Status.RETIRED).with_finishing()
    return rows.select_related("system__profile").defer("system__profile__record")


def tightest_first(system: System) -> list[int]:
    """The ids of `needed_by`: what cannot run without the system first, and of that what needs it soonest."""
    columns = ("kind", "system__profile__rto_seconds", "finishing", "system__name", "pk")
    rows = needed_by(system).order_by().values_list(*columns)
    return [pk for *_, pk in sorted(rows, key=lambda row: urgency(*row))]


def urgency(kind: str, rto: int | None, finishing: int | None, name: str, pk: int) -> tuple[int, int, str, int]:
    """To sort by. What has no objective yet comes last of its kind."""
    return KINDS.index(kind), LONGEST if rto is None else max(rto - (finishing or 0), 0), name.lower(), pk


def needs(system: System) -> QuerySet[Dependency]:
    """What the system needs: what it cannot run without first, and of that what is back last."""
    rows = Dependency.objects.filter(system=system)
    kinds = Case(*(When(kind=kind, then=Value(at)) for at, kind in enumerate(KINDS)))
    in_order = rows.order_by(kinds, F("needs__profile__rto_seconds").desc(nulls_last=True), Lower("needs__name"), "id")
    return in_order.select_related("needs__profile").defer("needs__profile__record")


def dependencies_of(system: System, user: User, found: Iterable[Dependency] | None = None) -> list[NeighbourRow]:
    """What the system needs: a hard one has to be back while there is still time for this system to finish."""
    derived = system.profile.derived()
    within = needed_within(system.profile.rto, derived.finishing if derived else None)
    rows = needs(system)[:MOST] if found is None else found
    return [row_of(row, row.needs, within, row.needs.profile.rto, user) for row in rows]


def dependents_of(system: System, user: User, ids: Sequence[int]) -> list[NeighbourRow]:
    """These of what needs the system, in their order: each says within what time it needs it."""
    found = {row.pk: row for row in needed_by(system).filter(pk__in=ids)}
    rows = (found[pk] for pk in ids if pk in found)
    return [row_of(row, row.system, within_of_dependent(row), system.profile.rto, user) for row in rows]


def within_of_dependent(row: Dependency) -> int | None:
    return needed_within(row.system.profile.rto, row.finishing)  # type: ignore[attr-defined]


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
    return user.may(Permission.VIEW_ALL_SYSTEMS) or user.pk in (system.owner_id, system.technical_contact_id)
