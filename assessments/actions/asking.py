"""Asking owners for answers, and beginning to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import audit
from assessments.mail_kinds import BEGUN_AGAIN, PLEASE_ANSWER
from assessments.models import Assessment, Decision
from assessments.services.answer_state import set_answer_state
from background.services.clock import database_now
from notifications.services.outgoing import owe, owe_together
from questionnaires.services import loading, renewal
from systems.models import System

DAYS_TO_ANSWER = 14


class NotTheOwner(Exception):
    """Only the owner of a system answers for it."""


class NotDiscarded(Exception):
    """The round was sent meanwhile, somebody else began it, or there is no approval that would hold instead."""


@dataclass
class Asked:
    """What came of an invitation: asked now, asked before and not answered yet, nobody to ask."""

    now: list[System] = field(default_factory=list)
    before: list[System] = field(default_factory=list)
    nobody: list[System] = field(default_factory=list)


@transaction.atomic
def invite(*, systems: Iterable[System], by: User, due_on: date | None = None) -> Asked:
    """Ask the owners of these systems; each owner gets one mail that lists all that is open.

    A system that is being answered already is not asked about again, unless it has another owner by now.
    """
    chosen = [system for system in systems if system.status != System.Status.RETIRED]
    under_way = _under_way(chosen)
    due = due_on or (database_now().date() + timedelta(days=DAYS_TO_ANSWER))
    asked = Asked()
    first: dict[User, Assessment] = {}
    for system in chosen:
        current = under_way.get(system.pk)
        if system.owner is None or not system.owner.is_active:
            asked.nobody.append(system)
        elif current and (current.respondent_id == system.owner_id or current.state != Assessment.State.OPEN):
            asked.before.append(system)
        else:
            round_ = _ask(system, current, by=by, due_on=due)
            asked.now.append(system)
            first.setdefault(system.owner, round_)
    for owner, round_ in first.items():
        key = f"{PLEASE_ANSWER}:{owner.pk}:{round_.public_id}"
        owe_together(kind=PLEASE_ANSWER, key=key, recipient=owner, context={"asked_by": by.pk})
    set_answer_state(system.pk for system in asked.now)
    return asked


def only_the_owner(*, system: System, by: User) -> None:
    """Raises NotTheOwner for everybody else, and for a system that nobody answers for any more."""
    if system.owner_id != by.pk or not by.may(Permission.ANSWER_QUESTIONS) or system.status == System.Status.RETIRED:
        raise NotTheOwner


@transaction.atomic
def begin(*, system: System, by: User) -> Assessment:
    """The round that is under way, or a new one that starts from what was last approved. Raises NotTheOwner."""
    only_the_owner(system=system, by=by)
    # The system's row is locked so that two windows begin one round.
    System.objects.select_for_update().get(pk=system.pk)
    current = _under_way([system]).get(system.pk)
    if current is None:
        current = _new(system, by=by)
        audit.record(by=by, action="assessment.begun", about=system, detail={"assessment": current.public_id})
        set_answer_state([system.pk])
        _tell_who_approved(current)
    elif current.respondent_id != by.pk:
        Assessment.objects.filter(pk=current.pk).update(respondent=by)
        current.respondent = by
    return current


def _tell_who_approved(round_: Assessment) -> None:
    """What was approved is being answered again: who signed it is told, once."""
    last = last_approval(round_.system_id)
    if last is not None and last.by.is_active and last.by.may(Permission.REVIEW):
        key = f"{BEGUN_AGAIN}:{round_.public_id}"
        owe(kind=BEGUN_AGAIN, key=key, recipient=last.by, context={"round": str(round_.public_id)})


def last_approval(system_id: int) -> Decision | None:
    """By whom and when the system was approved last."""
    approved = Decision.objects.filter(assessment__system=system_id, outcome=Decision.Outcome.APPROVED)
    return approved.select_related("by", "assessment").defer("signed").first()


def may_discard(round_: Assessment, person: User) -> bool:
    """Whether a round can be dropped as if it had never begun: by who began it, of what is approved, until it is
    sent."""
    begun = round_.state == Assessment.State.OPEN and round_.submitted is None and round_.asked_by_id == person.pk
    return begun and person.pk == round_.system.owner_id and last_approval(round_.system_id) is not None


@transaction.atomic
def discard(*, round_: Assessment, by: User) -> None:
    """Drop a round that was begun again: the approval holds as before. Twice is once. Raises NotDiscarded."""
    current = Assessment.objects.select_for_update(of=("self",)).select_related("system").get(pk=round_.pk)
    if current.state == Assessment.State.CLOSED and current.asked_by_id == by.pk:
        return
    if not may_discard(current, by):
        raise NotDiscarded
    Assessment.objects.filter(pk=current.pk).update(state=Assessment.State.CLOSED)
    audit.record(by=by, action="assessment.discarded", about=current.system, detail={"assessment": current.public_id})
    set_answer_state([current.system_id])


def _under_way(systems: Iterable[System]) -> dict[int, Assessment]:
    ids = [system.pk for system in systems]
    return {each.system_id: each for each in Assessment.objects.under_way().filter(system_id__in=ids)}


def _ask(system: System, current: Assessment | None, *, by: User, due_on: date) -> Assessment:
    if current is None:
        current = _new(system, by=by, due_on=due_on)
    else:
        Assessment.objects.filter(pk=current.pk).update(respondent=system.owner, asked_by=by, due_on=due_on)
    detail = {"assessment": current.public_id, "owner": str(system.owner), "due_on": due_on}
    audit.record(by=by, action="assessment.asked", about=system, detail=detail)
    return current


def _new(system: System, *, by: User, due_on: date | None = None) -> Assessment:
    """A round that starts from the last approved answers, each marked so that the owner says whether it still holds."""
    form = loading.current()
    last = Assessment.objects.filter(system=system, state=Assessment.State.APPROVED).order_by("-id").first()
    return Assessment.objects.create(
        system=system,
        questionnaire=form,
        respondent=system.owner,
        asked_by=by,
        due_on=due_on,
        answers=renewal.taken_over(form.document, last.submitted or {}) if last else {},
    )
