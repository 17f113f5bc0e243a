"""Asking owners: a round for each system, one mail for each owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from assessments.mail_kinds import PLEASE_ANSWER
from assessments.models import Assessment
from assessments.queries import to_answer
from assessments.services.absences import reader_of
from assessments.services.answer_state import set_answer_state
from assessments.services.reminding.reminded import write_down
from background.services.clock import database_now
from notifications.services.outgoing import owe_together
from questionnaires.services import loading, renewal
from systems.models import System

DAYS_TO_ANSWER = 14


def due_day() -> date:
    """By when owners are asked to answer, where nobody says otherwise."""
    return database_now().date() + timedelta(days=DAYS_TO_ANSWER)


@dataclass
class Asked:
    """What came of an invitation: asked now, asked before and not answered yet, nobody to ask."""

    now: list[System] = field(default_factory=list)
    before: list[System] = field(default_factory=list)
    nobody: list[System] = field(default_factory=list)


@transaction.atomic
def invite(
    *, systems: Iterable[System], by: User, due_on: date | None = None, occasion: str = "", anew: bool = False
) -> Asked:
    """Ask the owners of these systems; each owner gets one mail that lists all that is open, also where they are asked
    again on the same `occasion`.

    A system that is being answered already is not asked about again, unless it has another owner by now; with `anew` it
    is, and has the new day.
    """
    chosen = [system for system in systems if system.status != System.Status.RETIRED]
    under_way = rounds_of(chosen)
    due = due_on or due_day()
    asked = Asked()
    first: dict[User, Assessment] = {}
    for system in chosen:
        current = under_way.get(system.pk)
        if system.owner is None or not system.owner.is_active:
            asked.nobody.append(system)
        elif current and not (_has_another_owner(current, system) or (anew and _has_another_day(current, due))):
            asked.before.append(system)
        else:
            round_ = _ask(system, current, by=by, due_on=due)
            asked.now.append(system)
            first.setdefault(system.owner, round_)
    mails = []
    for owner, round_ in first.items():
        reader = reader_of(owner)
        key = f"{PLEASE_ANSWER}:{reader.pk}:{occasion or round_.public_id}"
        mails.append(owe_together(kind=PLEASE_ANSWER, key=key, recipient=reader, context={"asked_by": by.pk}))
    set_answer_state(system.pk for system in asked.now)
    for mail in mails:
        write_down(mail, to_answer(mail.recipient))
    return asked


def _has_another_owner(current: Assessment, system: System) -> bool:
    """It was not sent yet, and somebody else was asked."""
    return current.state == Assessment.State.OPEN and current.respondent_id != system.owner_id


def _has_another_day(current: Assessment, due_on: date) -> bool:
    """It was not sent yet, and is to be answered by another day or by none."""
    return current.state == Assessment.State.OPEN and current.due_on != due_on


def rounds_of(systems: Iterable[System]) -> dict[int, Assessment]:
    """The round under way of each of these systems that has one, by its id."""
    ids = [system.pk for system in systems]
    return {each.system_id: each for each in Assessment.objects.under_way().filter(system_id__in=ids)}


def _ask(system: System, current: Assessment | None, *, by: User, due_on: date) -> Assessment:
    if current is None:
        current = new_round(system, by=by, due_on=due_on)
    else:
        Assessment.objects.filter(pk=current.pk).update(respondent=system.owner, asked_by=by, due_on=due_on)
    detail = {"assessment": current.public_id, "owner": str(system.owner), "due_on": due_on}
    audit.record(by=by, action="assessment.asked", about=system, detail=detail)
    return current


def new_round(system: System, *, by: User, due_on: date | None = None) -> Assessment:
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
