"""What a system needs and what needs it, each with its own objective and whether that is soon enough."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from recovery.facts import Objective, State
from systems.models import Dependency, System

MOST = 100
"""Rows shown of each direction; a hub that a thousand systems need is not read row by row."""


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


def dependencies_of(system: System, user: User) -> list[NeighbourRow]:
    """What the system needs: a hard one has to be back while there is still time for this system to finish."""
    derived = system.profile.derived()
    within = needed_within(system.profile.rto, derived.finishing if derived else None)
    rows = Dependency.objects.filter(system=system).order_by("kind", "needs__name", "id")
    found = rows.select_related("needs__profile").defer("needs__profile__record")[:MOST]
    return [row_of(row, row.needs, within, row.needs.profile.rto, user) for row in found]


def dependents_of(system: System, user: User) -> list[NeighbourRow]:
    """What needs the system: each says within what time it needs it."""
    rows = Dependency.objects.filter(needs=system).order_by("kind", "system__name", "id").with_finishing()
    found = rows.select_related("system__profile").defer("system__profile__record")[:MOST]
    return [row_of(row, row.system, within_of_dependent(row), system.profile.rto, user) for row in found]


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
