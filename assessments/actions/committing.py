"""Promises: somebody sees to something until a day; it is done, or taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import audit
from assessments.models import Assessment, Commitment
from assessments.services.changeable import newest_rounds
from assessments.services.commitments import as_json
from assessments.services.offers import everywhere
from questionnaires.services import changes
from recovery.messages import Text
from recovery.results import Offer
from systems.models import System
from systems.services.staleness import mark_stale


class NotTheirs(Exception):
    """Only who answers for the system, or an architect, promises something about it."""


class NoPromise(Exception):
    """Nothing that could be promised is offered any more."""


def may_promise(person: User, system: System) -> bool:
    answers = person.answers_for(system.owner_id) and person.may(Permission.ANSWER_QUESTIONS)
    return system.status != System.Status.RETIRED and (answers or person.may(Permission.REVIEW))


@transaction.atomic
def promise(
    *, system: System, finding: str, offer: Offer, read: Mapping[str, Any], who: str, due_on: date, by: User
) -> Commitment:
    """Keep that somebody sees to it until a day; another day takes the place of the first.

    Raises NotTheirs, NoPromise.
    """
    if not may_promise(by, system):
        raise NotTheirs
    if not offer.is_promise:
        raise NoPromise
    commitment, _ = Commitment.objects.update_or_create(
        system=system,
        finding=finding,
        action=offer.action,
        kept_at=None,
        withdrawn_at=None,
        defaults={
            "label": offer.label.as_record(),
            "change": as_json(offer.change),
            "read": dict(read),
            "who": who,
            "due_on": due_on,
            "by": by,
            "at": timezone.now(),
            "late_told_at": None,
        },
    )
    _record("promise.made", commitment, by)
    return commitment


@transaction.atomic
def keep(*, commitment: Commitment, by: User) -> None:
    """It is done: now the fact changes, where an answer says it. Twice is once. Raises NotTheirs."""
    if not _ends(commitment, by, kept_by=by, kept_at=timezone.now()):
        return
    _record("promise.kept", commitment, by)
    if commitment.change:
        for round_ in _rounds(commitment.system_id):
            _carry_out(round_, commitment.change)
        mark_stale([commitment.system_id])


@transaction.atomic
def withdraw(*, commitment: Commitment, by: User) -> None:
    """It is not going to be done; the contradiction stands as before. Twice is once. Raises NotTheirs."""
    if _ends(commitment, by, withdrawn_by=by, withdrawn_at=timezone.now()):
        _record("promise.withdrawn", commitment, by)


def _ends(commitment: Commitment, by: User, **how: Any) -> bool:
    if not may_promise(by, commitment.system):
        raise NotTheirs
    return bool(Commitment.objects.filter(Commitment.OPEN, pk=commitment.pk).update(**how))


def _rounds(system_id: int) -> Iterator[Assessment]:
    """The newest round, and where it was not sent yet also the last one that was: the plan follows from that."""
    newest = newest_rounds([system_id]).get(system_id)
    if newest is not None:
        yield newest
    if newest is not None and newest.submitted is None:
        sent = Assessment.objects.filter(system=system_id, submitted__isnull=False)
        last = sent.exclude(state=Assessment.State.CLOSED).select_related("questionnaire").order_by("-submitted_at")
        yield from last[:1]


def _carry_out(round_: Assessment, change: Mapping[str, Any]) -> None:
    """What was promised is true now, in whatever stands for this round. An approval foresaw it, and keeps what it
    signed."""
    document = round_.questionnaire.document
    if not changes.answerable(document, change):
        return
    values: dict[str, object] = {"answers": changes.apply(document, round_.answers, change)}
    if round_.submitted is not None:
        values["submitted"] = changes.apply(document, round_.submitted, change)
    Assessment.objects.filter(pk=round_.pk).update(**values, version=F("version") + 1)


def _record(action: str, commitment: Commitment, by: User) -> None:
    detail = {
        "finding": commitment.finding,
        "action": commitment.action,
        "change": commitment.change,
        "who": commitment.who,
        "due_on": commitment.due_on,
        "system": commitment.system.key,
        "what": everywhere(Text.from_record(commitment.label)),
    }
    audit.record(by=by, action=action, about=commitment.system, detail=detail)
