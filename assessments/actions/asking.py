"""Asking owners for answers, and beginning to answer."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import audit
from assessments.mail_kinds import BEGUN_AGAIN
from assessments.models import Asking, Assessment, Decision
from assessments.services import asking_many
from assessments.services.answer_state import set_answer_state
from assessments.services.inviting import due_day, new_round, rounds_of
from background.services.broker import publish
from notifications.services.outgoing import owe
from systems.models import System


class NotTheOwner(Exception):
    """Only the owner of a system answers for it."""


class NotDiscarded(Exception):
    """The round was sent meanwhile, somebody else began it, or there is no approval that would hold instead."""


def only_the_owner(*, system: System, by: User) -> None:
    """Raises NotTheOwner for everybody else, and for a system that nobody answers for any more."""
    if system.owner_id != by.pk or not by.may(Permission.ANSWER_QUESTIONS) or system.status == System.Status.RETIRED:
        raise NotTheOwner


def only_who_answers(*, system: System, by: User) -> None:
    """The same for all but the owner, and whoever stands in for them."""
    if not by.answers_for(system.owner_id) or not by.may(Permission.ANSWER_QUESTIONS):
        raise NotTheOwner
    if system.status == System.Status.RETIRED:
        raise NotTheOwner


@transaction.atomic
def begin(*, system: System, by: User) -> Assessment:
    """The round that is under way, or a new one that starts from what was last approved. Who stands in for the owner
    begins it in their name. Raises NotTheOwner."""
    only_who_answers(system=system, by=by)
    # The system's row is locked so that two windows begin one round.
    System.objects.select_for_update().get(pk=system.pk)
    current = rounds_of([system]).get(system.pk)
    if current is None:
        current = new_round(system, by=by if system.owner is None else system.owner)
        audit.record(by=by, action="assessment.begun", about=system, detail={"assessment": current.public_id})
        set_answer_state([system.pk])
        _tell_who_approved(current)
    elif current.respondent_id != system.owner_id:
        Assessment.objects.filter(pk=current.pk).update(respondent=system.owner)
        current.respondent = system.owner
    return current


def _tell_who_approved(round_: Assessment) -> None:
    """What was approved is being answered again: who signed it is told, once."""
    last = last_approval(round_.system_id)
    if last is not None and last.by.is_active and last.by.may(Permission.REVIEW):
        key = f"{BEGUN_AGAIN}:{round_.public_id}"
        owe(kind=BEGUN_AGAIN, key=key, recipient=last.by, context={"round": str(round_.public_id)})


def last_approval(system_id: int) -> Decision | None:
    """By whom and when the system was approved last."""
    approved = Decision.objects.approvals().filter(assessment__system=system_id)
    return approved.select_related("by", "assessment").defer("signed").first()


def may_discard(round_: Assessment, person: User) -> bool:
    """Whether a round can be dropped as if it had never begun: where its owner began it, of what is approved, until it
    is sent."""
    owner = round_.system.owner_id
    begun = round_.state == Assessment.State.OPEN and round_.submitted is None and round_.asked_by_id == owner
    return begun and person.answers_for(owner) and last_approval(round_.system_id) is not None


@transaction.atomic
def discard(*, round_: Assessment, by: User) -> None:
    """Drop a round that was begun again: the approval holds as before. Twice is once. Raises NotDiscarded."""
    current = Assessment.objects.select_for_update(of=("self",)).select_related("system").get(pk=round_.pk)
    if current.state == Assessment.State.CLOSED and by.answers_for(current.asked_by_id):
        return
    if not may_discard(current, by):
        raise NotDiscarded
    Assessment.objects.filter(pk=current.pk).update(state=Assessment.State.CLOSED)
    audit.record(by=by, action="assessment.discarded", about=current.system, detail={"assessment": current.public_id})
    set_answer_state([current.system_id])


@transaction.atomic
def ask_many(*, filters: str, due_on: date | None, by: User) -> Asking:
    """Ask the owners of all systems that the list shows with these filters, in the background: one mail each."""
    asking = Asking.objects.create(asked_by=by, filters=filters, due_on=due_on or due_day())
    transaction.on_commit(partial(publish, asking_many.TASK, asking.pk))
    return asking
