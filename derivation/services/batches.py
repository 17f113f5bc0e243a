"""Deriving the whole catalogue: in batches of it, side by side, by as many workers as there are.

A change is otherwise derived together with all that hangs on it. When everything has to be derived anyway, because of
a new policy or after an import, each batch derives only itself, from the facts of all: the others do the rest.
Marks of staleness are exchanged for batches in one transaction, so a change that was marked before is read by every
batch, and one that comes later carries a mark of its own, which no batch takes away.
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
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from background.models import BackgroundWorkQuerySet
from background.services.broker import publish
from background.services.gc_pause import undisturbed
from derivation.models import DerivationBatch
from derivation.services.facts import read
from derivation.services.writing import Result, write
from policies.models import PolicyVersion
from policies.services import in_force
from recovery.derivation import derive_nodes
from recovery.landscape import Landscape, survey
from systems.models import Profile, System
from systems.services.staleness import DERIVE, mark_stale

logger = logging.getLogger(__name__)
TASK = "derivation.derive_batch"
REMIND = "assessments.remind"
PARTS = 10
SHORTEST, LONGEST = 2_500, 10_000
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
    landscape: Landscape
    places: Mapping[int, int]
    unreadable: frozenset[int]


@transaction.atomic
def take_over(stale: QuerySet[Profile]) -> None:
    """Exchange the marks of these profiles for batches over the whole catalogue, which are begun after the commit."""
    mark = stale.order_by().values_list(Now(), flat=True).first()
    if mark is not None and stale.update(stale_since=mark):
        _lay_out(mark)


@transaction.atomic
def lay_out_for(version: PolicyVersion) -> None:
    """Derive everything again because this version came into force. What was under way for an older one ends here."""
    DerivationBatch.objects.open().filter(mark=None).update(ended_at=Now(), error=f"overtaken by {version.version}")
    _lay_out(None)


def derive(batch_id: int) -> None:
    """Derive one batch, if nobody else is at it, and then others laid out with it: the facts of all are read by now.

    What was derived since a batch was begun is not derived again.
    """
    if not DerivationBatch.objects.all().take(batch_id):
        return
    until = monotonic() + GO_ON
    with undisturbed() as look_through:
        first = DerivationBatch.objects.annotate(as_of=Now()).get(pk=batch_id)
        company = _company(first.as_of)
        batch: DerivationBatch | None = first
        while batch is not None:
            _derive(batch, company, look_through)
            batch = _another(first) if monotonic() < until else None


def sweep() -> None:
    """Hand over again what nobody took; break up, for the ordinary way, what three workers did not come back from."""
    for batch in DerivationBatch.objects.all().left_lying():
        if batch.attempts < BackgroundWorkQuerySet.ATTEMPTS:
            publish(TASK, batch.pk)
        else:
            _give_up(batch)


def _lay_out(mark: datetime | None) -> None:
    ends = System.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    length = min(max(-(-(ends["last"] - ends["first"] + 1) // PARTS), SHORTEST), LONGEST)
    moment = System.objects.values_list(Now(), flat=True)[0]
    for first in range(ends["first"], ends["last"] + 1, length):
        batch = DerivationBatch.objects.create(first_id=first, last_id=first + length - 1, mark=mark, created_at=moment)
        transaction.on_commit(partial(publish, TASK, batch.pk))


def _another(first: DerivationBatch) -> DerivationBatch | None:
    """One that was laid out with the first and that nobody has begun. Never one of a later laying out: what was read
    for the first may be older than the policy or the changes that the later one is for."""
    together = DerivationBatch.objects.open().filter(created_at=first.created_at, mark=first.mark, seen_at=None)
    free = together.order_by("pk").values_list("pk", flat=True)
    taken = next((pk for pk in free if DerivationBatch.objects.all().take(pk)), None)
    return None if taken is None else DerivationBatch.objects.get(pk=taken)


def _left(batch: DerivationBatch) -> QuerySet[Profile]:
    older = Q(derived_at__isnull=True) | Q(derived_at__lt=batch.begun_at)
    other = ~Q(policy_version=in_force.current().version)
    profiles = Profile.objects.filter(older | other, pk__gte=batch.first_id, pk__lte=batch.last_id)
    # A retired system that is marked keeps its mark and is put aside in the ordinary way.
    return profiles.exclude(system__status=System.Status.RETIRED)


def _company(as_of: datetime) -> Company:
    known = read(System.objects.order_by().values_list("pk", flat=True), today=timezone.localdate(as_of))
    landscape = survey(tuple(known.systems.values()), known.dependencies, in_force.current())
    places = {pk: place for place, pk in enumerate(known.systems) if pk not in known.unreadable}
    return Company(as_of, landscape, places, frozenset(known.unreadable))


def _derive(batch: DerivationBatch, company: Company, look_through: Callable[[], None]) -> None:
    wanted = list(_left(batch).order_by("pk").values_list("pk", flat=True))
    readable = [pk for pk in wanted if pk in company.places]
    troubles = False
    for start in range(0, len(readable), AT_ONCE):
        look_through()
        troubles |= _write(company, readable[start : start + AT_ONCE], batch.mark)
        DerivationBatch.objects.filter(pk=batch.pk).update(seen_at=Now())
    _one_by_one(company.unreadable & set(wanted))
    DerivationBatch.objects.filter(pk=batch.pk).update(ended_at=Now())
    if troubles:
        publish(REMIND)


def _write(company: Company, ids: Sequence[int], mark: datetime | None) -> bool:
    """Derive and write one group; whether anything came of it that an owner should hear of."""
    landscape = company.landscape
    places = [company.places[pk] for pk in ids]
    try:
        derived = zip(ids, places, derive_nodes(landscape, places), strict=True)
        results = {pk: Result(landscape.systems[place], each) for pk, place, each in derived}
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


def _give_up(batch: DerivationBatch) -> None:
    DerivationBatch.objects.filter(pk=batch.pk).update(ended_at=Now(), error="three workers did not come back from it")
    _one_by_one(_left(batch).values_list("pk", flat=True))


def _one_by_one(ids: Iterable[int]) -> None:
    """To be derived in the ordinary way, in small groups, so that the one that fails is found and keeps the error."""
    stale = sorted(ids)
    if stale:
        Profile.objects.filter(pk__in=stale).update(stale_since=Now(), attempts=SINGLY, last_error="")
        publish(DERIVE, stale)
