"""One worker at a time: claim work, give signs of life, end it; and take back what its worker does not come back to.

A claim is a conditional update, and has a number. Everything that is written about the work under a claim is written
only while that claim is still the newest: a worker that was away for too long, and comes back when another has taken
over, gets LeaseLost instead of overwriting the other's work. All moments are the database's.

A further kind of work takes five steps:

1. its limits, with their reasons, in `background.limits`;
2. a model: `class Report(BackgroundWork): limits = REPORT`, with what the work is about and what comes of it;
3. asking for it, in an action: create the row, and `transaction.on_commit(partial(publish, TASK, row.pk))`;
4. a task that calls the service:

       def write_report(report_id: int) -> None:
           leases.carry_out(leases.claim(Report.objects.all(), report_id), _write)

       def _write(lease: Lease[Report]) -> None:
           for done, part in enumerate(parts_of(lease.work)):
               with transaction.atomic():          # rows beside the work's own belong into one transaction
                   lease.heartbeat(done=done)      # with the heartbeat, and after it
                   part.save()
           lease.end(result="…")

5. a sweep each minute: `leases.sweep(Report, TASK)`, in a task that stands in the schedule of `drportal.celery`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models import DateTimeField, ExpressionWrapper, F
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now

from background.models import BackgroundWork, BackgroundWorkQuerySet
from background.services import endings
from background.services.broker import publish
from background.services.error_text import error_in_one_line

logger = logging.getLogger(__name__)
Work = TypeVar("Work", bound=BackgroundWork)
GiveUp = Callable[[Any], None]


class LeaseLost(Exception):
    """The work was taken back or called off meanwhile: nothing more may be written about it."""


@dataclass(frozen=True)
class Lease(Generic[Work]):
    """One claim of one piece of work, as it was when it was claimed."""

    work: Work

    def heartbeat(self, **values: Any) -> None:
        """A sign of life, with what else is to be written. Raises LeaseLost.

        In a transaction it holds the claim until the commit: what is written beside it is written under this claim.
        """
        self._write(seen_at=Now(), **values)

    def end(self, state: str | None = None, **values: Any) -> None:
        """It is done, or whatever end `state` names. Raises LeaseLost."""
        with transaction.atomic():
            self._write(state=state or self.work.DONE, ended_at=Now(), **({"error": ""} | values))
            endings.announce(self.work)

    def fail(self, error: Exception | str, *, most: int | None = None) -> bool:
        """It did not work: to be tried again after a pause, or failed for good after `most` attempts.

        Returns whether it has failed for good. Raises LeaseLost.
        """
        limits, attempts = self.work.limits, self.work.attempts
        last = attempts >= (limits.attempts if most is None else most)
        if last:
            self.end(self.work.FAILED, error=error_in_one_line(error))
        else:
            due_at = from_now(limits.pause_after(attempts))
            self._write(state=self.work.PENDING, due_at=due_at, seen_at=None, error=error_in_one_line(error))
        return last

    def _write(self, **values: Any) -> None:
        ours = _work_of(type(self.work)).filter(pk=self.work.pk, state=self.work.HELD, claims=self.work.claims)
        if not ours.update(**values):
            raise LeaseLost(f"{type(self.work).__name__} {self.work.pk}, claim {self.work.claims}")


@transaction.atomic
def claim(rows: models.QuerySet[Work], pk: int) -> Lease[Work] | None:
    """The work of this id, if it is due and nobody holds it. `rows` says what is read with it.

    Call it outside of a transaction: the claim has to be committed before anything is done.
    """
    due = _work_of(rows.model).due().filter(pk=pk)
    begun = {"seen_at": Now(), "begun_at": Coalesce("begun_at", Now())}
    counted = {"claims": F("claims") + 1, "attempts": F("attempts") + 1}
    return Lease(rows.get(pk=pk)) if due.update(state=rows.model.HELD, **begun, **counted) else None


def carry_out(lease: Lease[Work] | None, do: Callable[[Lease[Work]], None], *, give_up: GiveUp | None = None) -> bool:
    """Do claimed work; whatever stops it is written down, to be shown. Returns whether it went well.

    `give_up` is called, in the same transaction, with work that has failed for good.
    """
    if lease is None:
        return False
    try:
        do(lease)
    except LeaseLost as lost:
        logger.warning("Taken back from a worker that was at it: %s", lost)
        return False
    except Exception as error:
        logger.exception("%s %s failed", type(lease.work).__name__, lease.work.pk)
        _written_down(lease, error, give_up)
        return False
    return True


def sweep(model: type[Work], task: str, *, give_up: GiveUp | None = None) -> None:
    """Hand over again what nobody took and what its worker went silent over; give up what three went silent over."""
    taken_back = take_back(model, give_up=give_up)
    for pk in sorted({*taken_back, *_work_of(model).left_lying().values_list("pk", flat=True)}):
        publish(task, pk)


def take_back(model: type[Work], *, give_up: GiveUp | None = None) -> list[int]:
    """Make due again what is held by somebody silent, or fail it; the ids of what is due again."""
    return [work.pk for work in _work_of(model).silent() if _taken_back(work, give_up)]


@transaction.atomic
def _taken_back(work: BackgroundWork, give_up: GiveUp | None) -> bool:
    # Conditional, because a sign of life may have come since it was read.
    silent = _work_of(type(work)).silent().filter(pk=work.pk, claims=work.claims)
    counted = {"interruptions": F("interruptions") + 1}
    if work.interruptions + 1 < work.limits.interruptions:
        return bool(silent.update(state=work.PENDING, due_at=Now(), seen_at=None, **counted))
    failed = silent.update(state=work.FAILED, ended_at=Now(), error=work.limits.given_up, **counted)
    if failed:
        endings.announce(work)
    if failed and give_up:
        give_up(work)
    return False


def _written_down(lease: Lease[Work], error: Exception, give_up: GiveUp | None) -> None:
    try:
        with transaction.atomic():
            if lease.fail(error) and give_up:
                give_up(lease.work)
    except LeaseLost as lost:
        logger.warning("Taken back before it failed: %s", lost)


def _work_of(model: type[BackgroundWork]) -> BackgroundWorkQuerySet:
    rows: BackgroundWorkQuerySet = model._default_manager.all()
    return rows


def from_now(pause: timedelta) -> Combinable:
    """The database's moment after a pause. Without one it is `Now()` itself: SQLite writes what is added up with more
    figures, and takes the same moment for a later one."""
    if not pause:
        return Now()
    return ExpressionWrapper(Now() + pause, output_field=DateTimeField())
