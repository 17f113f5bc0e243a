"""Dependencies in both directions: what the other side asks for, by when it is needed, and whether that fits."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from exports.reports.summary import Goal, Link
from systems.models import Dependency, Profile, System
from systems.queries.neighbourhood import needed_within, with_ends

Links = tuple[Link, ...]


def links_of(system: System, reader: User) -> tuple[Links, Links]:
    """What the system needs, and what needs it; six queries. Sharing transactions stands under what it needs."""
    rows = Dependency.objects.filter(Q(system=system) | Q(needs=system)).order_by()
    edges = sorted(with_ends(rows, "system", "needs"), key=by_kind_and_name)
    others = {edge.needs_id if edge.system_id == system.pk else edge.system_id for edge in edges}
    visible = set(System.objects.for_user(reader).filter(pk__in=others).values_list("pk", flat=True))
    shares = Dependency.Kind.SHARES_TRANSACTIONS
    ahead = [edge for edge in edges if edge.system_id == system.pk or edge.kind == shares]
    behind = [edge for edge in edges if edge.system_id != system.pk and edge.kind != shares]
    return tuple(link(edge, system, visible) for edge in ahead), tuple(link(edge, system, visible) for edge in behind)


def by_kind_and_name(edge: Dependency) -> tuple[str, str, str, int]:
    return edge.kind, edge.needs.name, edge.system.name, edge.pk


def link(edge: Dependency, system: System, visible: set[int]) -> Link:
    other = edge.needs if edge.system_id == system.pk else edge.system
    within = hard_within(edge)
    return Link(
        key=other.key,
        name=other.name,
        kind=edge.kind,
        note=edge.note,
        rto=Goal(other.profile.rto_state, other.profile.rto_seconds),
        rpo=Goal(other.profile.rpo_state, other.profile.rpo_seconds),
        needed_within_seconds=within,
        fits=fits(edge, within),
        visible=other.pk in visible,
    )


def hard_within(edge: Dependency) -> int | None:
    """When `needs` must be back for `system`, which then has to finish, to be back in time; hard dependencies only."""
    return needed_within(edge.system.profile) if edge.kind == Dependency.Kind.HARD else None


def fits(edge: Dependency, within: int | None) -> bool | None:
    if edge.kind == Dependency.Kind.SHARES_TRANSACTIONS:
        return same(edge.system.profile, edge.needs.profile)
    needed: int | None = edge.needs.profile.rto_seconds
    return None if within is None or needed is None else needed <= within


def same(one: Profile, other: Profile) -> bool | None:
    """Systems that share transactions must agree on the data they may lose."""
    mine: int | None = one.rpo_seconds
    theirs: int | None = other.rpo_seconds
    return None if mine is None or theirs is None else mine == theirs
