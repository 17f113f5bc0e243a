"""Deriving: read facts in bulk, call the method, hand the results to be written.

A mark of staleness is cleared only if it is still the one that was there before the facts were read: a change that
came meanwhile has put another mark, and is derived in its turn. Any number of workers may derive the same systems.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from background.limits import PROFILE
from background.services.broker import publish
from background.services.error_text import error_in_one_line
from background.services.gc_pause import undisturbed
from derivation.models import DerivationBatch
from derivation.services.affected import MANY, affected_by, connected, peers
from derivation.services.facts import Known, read_facts
from derivation.services.laying_out import take_over
from derivation.services.preview_context import PreviewContext, context_of
from derivation.services.retired import put_aside
from derivation.services.sources import Answers
from derivation.services.writing import Result, write
from policies.services import in_force
from recovery import derivation as method
from recovery.facts import System as Described
from recovery.results import Derived
from systems.models import Profile, System
from systems.services.staleness import DERIVE

logger = logging.getLogger(__name__)
REMIND = "assessments.remind"
TRIES = 3
SMALL = 50
AT_ONCE = 100_000


class Unreadable(Exception):
    """The answers given cannot be read, so nothing can be derived from them."""


def derive(system_ids: Iterable[int]) -> None:
    """Derive these systems, as far as they are stale, and everything that hangs on them.

    What was tried before without coming back is tried in small groups, then alone: so one system that ends its worker
    is found, and does not stop the others.
    """
    waiting = _waiting().filter(pk__in=set(system_ids)).order_by("pk").values_list("pk", "attempts")
    tried: dict[int, list[int]] = {attempt: [] for attempt in range(PROFILE.attempts)}
    for pk, attempts in waiting:
        tried[attempts].append(pk)
    if len(tried[0]) > MANY:
        take_over(_waiting().filter(pk__in=tried.pop(0), attempts=0))
    sizes = {0: AT_ONCE, 1: max(SMALL, len(tried[1]) // 20), 2: 1}
    for attempts, ids in tried.items():
        for group in _groups(ids, sizes[attempts]):
            Profile.objects.filter(pk__in=group).update(attempts=F("attempts") + 1)
            _together(group)


def sweep() -> None:
    """Hand over again whatever has been stale for a while: the broker was away, or its worker was stopped."""
    stale = list(_waiting().filter(stale_since__lt=Now() - PROFILE.waiting).order_by("pk").values_list("pk", flat=True))
    for group in _groups(stale, AT_ONCE):
        publish(DERIVE, group)


def preview(
    system: System, document: Any, answers: Mapping[str, Any], *, among: PreviewContext | None = None
) -> Derived:
    """What these answers would lead to, among the real neighbours. Writes nothing. Raises Unreadable."""
    among = among or context_of(system)
    known = answered(system, document, answers, among=among)
    given = known.systems.values()
    return method.derive(given, known.dependencies, among.policy, only=[system.key])[system.key]


def answered(system: System, document: Any, answers: Mapping[str, Any], *, among: PreviewContext) -> Known:
    """What is known then: the system with these answers, its neighbours as they are. Raises Unreadable."""
    with _readable(system):
        return among.answered(system, Answers(document, answers))


def described(system: System, document: Any, answers: Mapping[str, Any], *, among: PreviewContext) -> Described:
    """The system with these answers, alone: for many answers to be tried one after the other. Raises Unreadable."""
    with _readable(system):
        return among.alone(system, Answers(document, answers))


@contextmanager
def _readable(system: System) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        logger.exception("The answers about system %s could not be read", system.pk)
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _waiting() -> QuerySet[Profile]:
    """What is stale, but for what a batch has taken over, and what was tried so often that it has failed, visibly."""
    taken = DerivationBatch.objects.open().filter(mark__isnull=False).values("mark")
    stale = Profile.objects.filter(stale_since__isnull=False, attempts__lt=PROFILE.attempts)
    return stale.exclude(stale_since__in=taken)


def _groups(ids: Sequence[int], size: int) -> list[list[int]]:
    return [list(ids[start : start + size]) for start in range(0, len(ids), size)]


def _together(ids: list[int]) -> None:
    """One group; when it fails, its halves, until the one that fails is alone and keeps the error."""
    try:
        _until_settled(ids)
    except Exception as error:
        if len(ids) == 1:
            logger.exception("System %s could not be derived", ids[0])
            _keep_error(ids[0], error)
            return
        middle = len(ids) // 2
        _together(ids[:middle])
        _together(ids[middle:])


def _until_settled(ids: list[int]) -> None:
    for _ in range(TRIES):
        if _once(ids):
            return
    # Nothing is wrong with them, they were only busy: the sweep begins afresh.
    Profile.objects.filter(pk__in=ids).update(attempts=0)


def _once(ids: list[int]) -> bool:
    """Read, derive, write, clear the marks. False when another worker was at the same rows."""
    before = Profile.objects.filter(pk__in=ids).order_by().annotate(as_of=Now())
    marks = {pk: (mark, as_of) for pk, mark, as_of in before.values_list("pk", "stale_since", "as_of")}
    if not marks:
        return True
    as_of = min(moment for _, moment in marks.values())
    with undisturbed():
        results, known = _results(marks, as_of)
        changed, unsettled = write(results, as_of=as_of)
        if retired := known.retired & marks.keys():
            unsettled |= put_aside(retired, as_of=as_of)
    if any(each.troubles for each in changed):
        publish(REMIND)
    if unsettled:
        return False
    for pk in known.unreadable.keys() & marks.keys():
        _keep_error(pk, Unreadable(known.unreadable[pk]))
    _clear({pk: mark for pk, (mark, _) in marks.items() if pk not in known.unreadable})
    return True


def _results(ids: Collection[int], as_of: datetime) -> tuple[dict[int, Result], Known]:
    touched = affected_by(ids)
    rules = in_force.current()
    beside = peers(touched, at_least=rules.owner_systems)
    known = read_facts(connected(touched), today=timezone.localdate(as_of), peers=beside)
    wanted = {known.systems[pk].key: pk for pk in touched if pk in known.systems and pk not in known.unreadable}
    derived = method.derive(known.systems.values(), known.dependencies, rules, only=wanted)
    results = {wanted[key]: Result(known.systems[wanted[key]], each) for key, each in derived.items()}
    return results, known


@transaction.atomic
def _clear(marks: Mapping[int, datetime | None]) -> None:
    """Conditional: a row that is locked, or carries another mark by now, was changed and stays stale."""
    rows = Profile.objects.filter(pk__in=marks).select_for_update(skip_locked=True).order_by("pk")
    settled = [pk for pk, mark in rows.values_list("pk", "stale_since") if mark == marks[pk]]
    Profile.objects.filter(pk__in=settled).update(stale_since=None, attempts=0, last_error="")


def _keep_error(pk: int, error: Exception) -> None:
    Profile.objects.filter(pk=pk).update(last_error=error_in_one_line(error))
