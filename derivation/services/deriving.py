"""Deriving: read facts in bulk, call the method, hand the results to be written.

A mark of staleness is cleared only if it is still the one that was there before the facts were read: a change that
came meanwhile has put another mark, and is derived in its turn. Any number of workers may derive the same systems.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import sleep
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
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
from derivation.services.proposed import ProposedCompany
from derivation.services.retired import put_aside
from derivation.services.sources import Answers
from derivation.services.writing import Result, write
from policies.services import in_force
from recovery import derivation as method
from recovery.facts import System as Described
from recovery.results import Derived
from systems.models import Profile, System
from systems.services.staleness import DERIVE_AGAIN, mark_stale

logger = logging.getLogger(__name__)
REMIND = "assessments.remind"
SMALL = 50
AT_ONCE = 100_000
LOOKS, BETWEEN_LOOKS = 10, 0.1
GIVEN_UP = "Three workers did not come back from it."


class Unreadable(Exception):
    """The answers given cannot be read, so nothing can be derived from them."""


def derive_waiting() -> None:
    """Derive everything that waits and was not tried before, with all that hangs on it.

    One task for all: each reads its whole surroundings, so many changes together cost little more than one. What is
    taken is counted as tried, in one transaction, so that no other worker takes it too.
    """
    fresh = _taken_at_once()
    if fresh:
        _together(fresh)


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
            # Before the last try, because whoever is ended by it can write no more: success takes the words away.
            last_words = {"last_error": GIVEN_UP} if attempts + 1 == PROFILE.attempts else {}
            if ours := _counted(group, attempts, last_words):
                _together(ours)


@transaction.atomic
def _taken_at_once() -> list[int]:
    """All that is fresh; nothing where there is so much that it becomes batches."""
    fresh = _waiting().filter(attempts=0)
    # What is locked is being changed, and has a task of its own after its commit.
    free = fresh.select_for_update(skip_locked=True).order_by("pk")
    ids = list(free.values_list("pk", flat=True)[: MANY + 1])
    if len(ids) > MANY:
        take_over(fresh)
        return []
    Profile.objects.filter(pk__in=ids).update(attempts=1)
    return ids


@transaction.atomic
def _counted(ids: Sequence[int], attempts: int, also: Mapping[str, str]) -> list[int]:
    """Those of them that were tried so often and no more, counted once more: a task that was handed over twice, and is
    carried out by two workers at once, is one try."""
    free = _waiting().filter(pk__in=ids, attempts=attempts).select_for_update(skip_locked=True).order_by("pk")
    ours = list(free.values_list("pk", flat=True))
    Profile.objects.filter(pk__in=ours).update(attempts=attempts + 1, **also)
    return ours


def sweep() -> None:
    """Hand over again whatever has been stale for a while: the broker was away, or its worker was stopped."""
    stale = list(_waiting().filter(stale_since__lt=Now() - PROFILE.waiting).order_by("pk").values_list("pk", flat=True))
    for group in _groups(stale, AT_ONCE):
        publish(DERIVE_AGAIN, group)


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
        _once(ids)
    except Exception as error:
        if len(ids) == 1:
            logger.exception("System %s could not be derived", ids[0])
            _keep_error(ids[0], error)
            return
        middle = len(ids) // 2
        _together(ids[:middle])
        _together(ids[middle:])


def _once(ids: list[int]) -> None:
    """Read, derive, write, clear the marks. What another worker was at meanwhile is to be derived again."""
    before = Profile.objects.filter(pk__in=ids).order_by().annotate(as_of=Now())
    marks = {pk: (mark, as_of) for pk, mark, as_of in before.values_list("pk", "stale_since", "as_of")}
    if not marks:
        return
    as_of = min(moment for _, moment in marks.values())
    with undisturbed():
        results, known = _results(marks, as_of)
        changed, unsettled = write(results, as_of=as_of)
        if retired := known.retired & marks.keys():
            unsettled |= put_aside(retired, as_of=as_of)
    if any(each.troubles for each in changed):
        publish(REMIND)
    for pk in known.unreadable.keys() & marks.keys():
        _keep_error(pk, Unreadable(known.unreadable[pk]))
    _settle({pk: mark for pk, (mark, _) in marks.items() if pk not in known.unreadable}, unsettled)


def _settle(marks: Mapping[int, datetime | None], unsettled: set[int]) -> None:
    """Clear the marks of what is settled; what is not gets a mark of its own, for the next who takes what waits.

    A lock is not waited for, since who holds it may wait for one of ours, but tried for a moment. What is locked
    still stays as it is, and the sweep hands it over again.
    """
    for _ in range(LOOKS):
        unsettled = _marked(unsettled) if unsettled else unsettled
        if not unsettled:
            marks = _clear(marks)
        if not marks:
            return
        sleep(BETWEEN_LOOKS)
    logger.warning("%s systems stay to be derived: their rows are locked", len(marks))


@transaction.atomic
def _marked(ids: set[int]) -> set[int]:
    """Mark these; returns those that are locked."""
    free = Profile.objects.filter(pk__in=ids).select_for_update(skip_locked=True).order_by("pk")
    marked = set(free.values_list("pk", flat=True))
    mark_stale(marked)
    return set(Profile.objects.filter(pk__in=ids - marked).values_list("pk", flat=True))


def _results(ids: Collection[int], as_of: datetime) -> tuple[dict[int, Result], Known]:
    touched = affected_by(ids)
    rules = in_force.current()
    beside = peers(touched, at_least=rules.owner_systems)
    known = read_facts(connected(touched), today=timezone.localdate(as_of), peers=beside, keep=True, lists=True)
    wanted = {known.systems[pk].key: pk for pk in touched if pk in known.systems and pk not in known.unreadable}
    derived = method.derive(known.systems.values(), known.dependencies, rules, only=wanted)
    company = ProposedCompany(known.systems, known.proposed, known.dependencies, rules)
    provisional = dict(company.derived(wanted.values()))
    results = {
        wanted[key]: Result(known.systems[wanted[key]], each, provisional.get(wanted[key]))
        for key, each in derived.items()
    }
    return results, known


@transaction.atomic
def _clear(marks: Mapping[int, datetime | None]) -> dict[int, datetime | None]:
    """Conditional: a row that carries another mark by now was changed and stays stale. Returns those that carry their
    mark still, because another worker has them locked to write them as ones that hang on another change."""
    rows = Profile.objects.filter(pk__in=marks).select_for_update(skip_locked=True).order_by("pk")
    free = dict(rows.values_list("pk", "stale_since"))
    settled = [pk for pk, mark in free.items() if mark == marks[pk]]
    Profile.objects.filter(pk__in=settled).update(stale_since=None, attempts=0, last_error="")
    others = marks.keys() - free.keys()
    locked = Profile.objects.filter(pk__in=others).values_list("pk", "stale_since") if others else ()
    return {pk: mark for pk, mark in locked if mark == marks[pk]}


def _keep_error(pk: int, error: Exception) -> None:
    Profile.objects.filter(pk=pk).update(last_error=error_in_one_line(error))
