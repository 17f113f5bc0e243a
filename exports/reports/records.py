"""The systems of a list as frozen values, piece by piece: for files that programs read, which need no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from accounts.models import User
from exports.services.kinds import Watch
from exports.services.records import Need, SystemRecord
from systems.models import Dependency, Profile, System
from systems.queries.catalogue import ids_in_order
from systems.queries.filters import SystemFilter

PIECE = 250
RELATED = ("profile", "business_unit", "owner", "technical_contact")


def records(user: User, params: Mapping[str, Any], watch: Watch[Any] = iter) -> Iterator[SystemRecord]:
    """Those that the list shows with these parameters of its address, in its order; two queries for each piece."""
    return iter(watch(_records(user, params)))


def _records(user: User, params: Mapping[str, Any]) -> Iterator[SystemRecord]:
    systems = System.objects.for_user(user).select_related(*RELATED).defer("profile__record")
    ids = iter(list(ids_in_order(SystemFilter(params, user=user).qs, params.get("sort", ""))))
    while piece := list(islice(ids, PIECE)):
        found = {system.pk: system for system in systems.filter(pk__in=piece).order_by()}
        needs = _needs(piece)
        yield from (record_of(found[pk], needs.get(pk, ())) for pk in piece if pk in found)


def record_called(key: str) -> SystemRecord:
    """The system of that key. Whoever may know of it may know this. Raises System.DoesNotExist."""
    system = System.objects.select_related(*RELATED).defer("profile__record").get(key=key)
    return record_of(system, _needs([system.pk]).get(system.pk, ()))


def _needs(systems: list[int]) -> dict[int, tuple[Need, ...]]:
    edges = Dependency.objects.filter(system__in=systems).order_by("needs__key", "kind")
    found: dict[int, tuple[Need, ...]] = {}
    for system, *need in edges.values_list("system_id", "needs__key", "needs__type", "kind"):
        found[system] = (*found.get(system, ()), Need(*need))
    return found


def record_of(system: System, needs: tuple[Need, ...]) -> SystemRecord:
    profile: Profile | None = getattr(system, "profile", None)
    if profile is None:
        return SystemRecord(system, needs)
    signed = profile.answer_state == Profile.AnswerState.APPROVED and profile.plan_mark == profile.approved_mark
    numbers = (profile.rto_seconds, profile.rpo_seconds)
    return SystemRecord(system, needs, *numbers, profile.strategy, signed, profile.copy_due_seconds)
