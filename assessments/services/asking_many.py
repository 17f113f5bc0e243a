"""Asking the owners of all systems that a filter finds: in the background, owner by owner."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.http import QueryDict

from assessments.models import Asking
from assessments.services.inviting import invite
from background.services import leases
from background.services.leases import Lease
from systems.models import System, SystemQuerySet
from systems.queries.filters import SystemFilter

TASK = "assessments.ask_many"
Source = Callable[[int], SystemQuerySet]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """What rooms above ask about otherwise than by the list's filters: `source` gives the systems of an id."""
    _sources[name] = source


def found_by(asking: Asking) -> SystemQuerySet:
    """What its source says, or what the list shows with these filters to who asks. What is retired is never asked
    about."""
    if asking.source:
        return _sources[asking.source](asking.source_id).in_use()
    found: SystemQuerySet = SystemFilter(QueryDict(asking.filters), user=asking.asked_by).qs
    return found.in_use()


def ask(asking_id: int) -> None:
    """Ask, if nobody else is at it. Whatever stops it is written down, to be shown."""
    leases.carry_out(leases.claim(Asking.objects.select_related("asked_by"), asking_id), _ask)


def sweep() -> None:
    """Hand over again what nobody took; end what three workers did not come back from."""
    leases.sweep(Asking, TASK)


def _ask(lease: Lease[Asking]) -> None:
    """An owner's systems in one transaction with the owner's mail. What an earlier attempt has asked stays asked."""
    owned = found_by(lease.work).order_by("owner_id", "pk").values_list("owner_id", "pk")
    groups = [(owner, [pk for _, pk in rows]) for owner, rows in groupby(owned, key=lambda row: row[0])]
    lease.heartbeat(total=sum(len(ids) for _, ids in groups), done=0)
    for owner, ids in groups:
        with transaction.atomic():
            lease.heartbeat(
                done=F("done") + len(ids), **({"unreachable": F("unreachable") + len(ids)} if owner is None else {})
            )
            if owner is not None:
                _ask_owner(lease, ids)
    lease.end()


def _ask_owner(lease: Lease[Asking], ids: list[int]) -> None:
    asking = lease.work
    systems = System.objects.filter(pk__in=ids).select_related("owner").order_by("pk")
    anew, occasion = bool(asking.source), f"asking-{asking.pk}"
    asked = invite(systems=systems, by=asking.asked_by, due_on=asking.due_on, occasion=occasion, anew=anew)
    lease.heartbeat(
        asked=F("asked") + len(asked.now),
        owners=F("owners") + int(bool(asked.now)),
        before=F("before") + len(asked.before),
        unreachable=F("unreachable") + len(asked.nobody),
    )
