"""Who had a part in a system's answers through a panel or a question to a colleague: they do not decide about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, QuerySet

from assessments.services.four_eyes import LastApprovals
from panels.models import Delegation, Panel, PanelResponse

Part = tuple[int, datetime, int | None]


def participants(since: LastApprovals) -> dict[int, set[int]]:
    """Members and inviters of panels, and colleagues, of rounds that began since then; in four queries."""
    people: dict[int, set[int]] = defaultdict(set)
    for system, begun, person in _parts(since):
        if person is not None and begun >= (since[system] or begun):
            people[system].add(person)
    return people


def _parts(systems: LastApprovals) -> Iterator[Part]:
    """Each part: in which system, in a round that began when, by whom."""
    panels = Panel.objects.filter(assessment__system__in=systems)
    yield from _of(panels, "assessment__", "asked_by")
    yield from _of(panels, "assessment__", "decided_by")
    yield from _of(PanelResponse.objects.filter(panel__in=panels), "panel__assessment__", "person")
    yield from _of(Delegation.objects.filter(assessment__system__in=systems), "assessment__", "person")


def _of(rows: QuerySet, to_round: str, person: str) -> Iterator[Part]:  # type: ignore[type-arg]
    yield from rows.order_by().values_list(F(f"{to_round}system"), F(f"{to_round}created_at"), person)
