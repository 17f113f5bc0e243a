"""Deriving the whole catalogue: in batches of it, side by side, by as many workers as there are.

A change is otherwise derived together with all that hangs on it. When everything has to be derived anyway, because of
a new policy or after an import, each batch derives only itself, from the facts of all: the others do the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from background.services import leases
from background.services.broker import publish
from background.services.gc_pause import undisturbed
from background.services.leases import Lease
from derivation.models import DerivationBatch
from derivation.services.facts import read_facts
from derivation.services.laying_out import TASK
from derivation.services.proposed import ProposedCompany
from derivation.services.writing import Result, write
from policies.services import in_force
from recovery.dependencies.portfolio import PortfolioGraph, connect_portfolio
from recovery.derivation import derive_nodes
from systems.models import Profile, System
from systems.services.staleness import DERIVE_AGAIN, mark_stale

logger = logging.getLogger(__name__)
REMIND = "assessments.remind"
GO_ON = 240
"""So many seconds a task takes up further batches; the time limit of a task is far beyond."""
AT_ONCE = 500
"""So many results are held in memory and written together."""
SINGLY = 1
"""The number of attempts from which systems are tried in small groups, see `derivation.derive`."""


@dataclass(frozen=True)
class Company:
    """The facts of all systems as they were read at `as_of`; `places` by system id of those that could be read."""

    as_of: datetime
    graph: PortfolioGraph
    proposed: ProposedCompany
    places: Mapping[int, int]
    unreadable: frozenset[int]


def derive(batch_id: int) -> None:
    """Derive one batch, if nobody else is at it, and then others laid out with it: the facts of all are read by now.

    What was derived since a batch was begun is not derived again.
    """
    lease = leases.claim(DerivationBatch.objects.all(), batch_id)
    if lease is None:
        return
    first, until = lease.work, monotonic() + GO_ON
    with undisturbed() as look_through:
        one = _Deriving(first, look_through).one
        while leases.carry_out(lease, one, give_up=_break_up) and monotonic() < until:
            lease = _another(first)


def sweep() -> None:
    """Hand over again what nobody took; break up, for the ordinary way, what three workers did not come back from."""
    leases.sweep(DerivationBatch, TASK, give_up=_break_up)


@dataclass
class _Deriving:
    """One task's way through batches that were laid out together. The facts are read once, under the first claim."""

    first: DerivationBatch
    look_through: Callable[[], None]
    company: Company | None = None

    def one(self, lease: Lease[DerivationBatch]) -> None:
        if self.company is None:
            as_of = DerivationBatch.objects.filter(pk=self.first.pk).values_list(Now(), flat=True).get()
            self.company = _company(as_of)
        _derive(lease, self.company, self.look_through)


def _another(first: DerivationBatch) -> Lease[DerivationBatch] | None:
    """One that was laid out with the first and that nobody has begun. Never one of a later laying out: what was read
    for the first may be older than the policy or the changes that the later one is for."""
    together = DerivationBatch.objects.due().filter(created_at=first.created_at, mark=first.mark, attempts=0)
    claims = (
        leases.claim(DerivationBatch.objects.all(), pk) for pk in together.order_by("pk").values_list("pk", flat=True)
    )
    return next((lease for lease in claims if lease), None)


def _left(batch: DerivationBatch) -> QuerySet[Profile]:
    older = Q(derived_at__isnull=True) | Q(derived_at__lt=batch.begun_at)
    other = ~Q(policy_version=in_force.current().version)
    profiles = Profile.objects.filter(older | other, pk__gte=batch.first_id, pk__lte=batch.last_id)
    # A retired system that is marked keeps its mark and is put aside in the ordinary way.
    return profiles.exclude(system__in=System.objects.retired())


def _company(as_of: datetime) -> Company:
    everything = System.objects.order_by().values_list("pk", flat=True)
    known = read_facts(everything, today=timezone.localdate(as_of), lists=True)
    rules = in_force.current()
    graph = connect_portfolio(tuple(known.systems.values()), known.dependencies, rules)
    proposed = ProposedCompany(known.systems, known.proposed, known.dependencies, rules)
    places = {pk: place for place, pk in enumerate(known.systems) if pk not in known.unreadable}
    return Company(as_of, graph, proposed, places, frozenset(known.unreadable))


def _derive(lease: Lease[DerivationBatch], company: Company, look_through: Callable[[], None]) -> None:
    batch = lease.work
    wanted = list(_left(batch).order_by("pk").values_list("pk", flat=True))
    readable = [pk for pk in wanted if pk in company.places]
    troubles = False
    for start in range(0, len(readable), AT_ONCE):
        look_through()
        troubles |= _write(company, readable[start : start + AT_ONCE], batch.mark)
        lease.heartbeat()
    with transaction.atomic():
        lease.end()
        _one_by_one(company.unreadable & set(wanted))
    if troubles:
        publish(REMIND)


def _write(company: Company, ids: Sequence[int], mark: datetime | None) -> bool:
    """Derive and write one group; whether anything came of it that an owner should hear of."""
    graph = company.graph
    places = [company.places[pk] for pk in ids]
    try:
        derived = zip(ids, places, derive_nodes(graph, places), strict=True)
        provisional = dict(company.proposed.derived(ids))
        results = {pk: Result(graph.systems[place], each, provisional.get(pk)) for pk, place, each in derived}
        changed, unsettled = write(results, as_of=company.as_of)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("A group of %s systems could not be derived together", len(ids))
        _one_by_one(ids)
        return False
    _clear(set(ids) - unsettled, mark)
    mark_stale(unsettled)
    return any(result.troubles for result in changed)


@transaction.atomic
def _clear(ids: Collection[int], mark: datetime | None) -> None:
    if mark is not None:
        rows = Profile.objects.filter(pk__in=ids, stale_since=mark).select_for_update(skip_locked=True).order_by("pk")
        ours = list(rows.values_list("pk", flat=True))
        Profile.objects.filter(pk__in=ours, stale_since=mark).update(stale_since=None, attempts=0, last_error="")


def _break_up(batch: DerivationBatch) -> None:
    """What is left of a batch that failed goes the ordinary way, which finds the system that it failed by."""
    _one_by_one(_left(batch).values_list("pk", flat=True))


def _one_by_one(ids: Iterable[int]) -> None:
    """To be derived in the ordinary way, in small groups, so that the one that fails is found and keeps the error."""
    stale = sorted(ids)
    if stale:
        Profile.objects.filter(pk__in=stale).update(stale_since=Now(), attempts=SINGLY, last_error="")
        transaction.on_commit(partial(publish, DERIVE_AGAIN, stale))
