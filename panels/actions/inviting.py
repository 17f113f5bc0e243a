"""Asking several people about the same system: inviting them, ending a round, asking once more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.permissions import Permission
from assessments.actions import asking
from assessments.actions.answering import NotOpen, NotTheirs
from assessments.mail_kinds import VOICE_AGAIN, VOICE_WANTED
from assessments.models import Assessment, Hearing, Voice
from assessments.voices.ending import finish, held
from assessments.voices.rights import may_invite, may_lead, still_wanted
from notifications.obligations import owe
from systems.actions.people import let_answer
from systems.models import System

DAYS = 7
"""So long people have, unless who asks says otherwise."""


class NobodyOwns(Exception):
    """The system has no owner who could decide."""


class RoundOver(NotOpen):
    """The round was ended meanwhile, or the answers were decided upon."""


@transaction.atomic
def invite(
    *, system: System, people: Iterable[User], by: User, due_on: date | None = None, decider: User | None = None
) -> Hearing:
    """Ask these people, each by a mail of their own. In a first round under way they join those asked before. `people`
    is read once the round is held, so it may be what creates them. Without `due_on` no round ends by itself.

    Raises NotTheirs, NobodyOwns, and RoundOver when people are being compared already.
    """
    if not may_invite(by, system):
        raise NotTheirs
    assessment = _round_of(system, by)
    hearing = _under_way(assessment)
    if hearing is None:
        # Of two who ask at once, the second waits here and then finds what the first has begun.
        Assessment.objects.select_for_update().get(pk=assessment.pk)
        hearing = _under_way(assessment)
    if hearing is None:
        hearing = Hearing.objects.create(assessment=assessment, asked_by=by, due_on=due_on, decider=decider)
    elif hearing.state != Hearing.State.FIRST:
        raise RoundOver
    before = set(hearing.voices.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in before and person.pk != system.owner_id]
    for person in new:
        if by.may(Permission.INVITE_OWNERS):
            let_answer(person, by=by, system=system.name)
        voice = Voice.objects.create(hearing=hearing, person=person)
        owe(kind=VOICE_WANTED, key=f"{VOICE_WANTED}:{voice.pk}", recipient=person, context={"voice": voice.pk})
    if new:
        detail = {"hearing": hearing.public_id, "people": ", ".join(map(str, new)), "due_on": hearing.due_on}
        audit.record(by=by, action=_dated("voices.asked", hearing), about=system, detail=detail)
    return hearing


def _under_way(assessment: Assessment) -> Hearing | None:
    return Hearing.objects.select_for_update().filter(assessment=assessment).under_way().first()


def _round_of(system: System, by: User) -> Assessment:
    """The owner's round, which takes the decision in; the owner is asked too where none is under way."""
    if system.owner is None or not system.owner.is_active:
        raise NobodyOwns
    current = Assessment.objects.under_way().filter(system=system).first()
    if current is None and by.pk == system.owner_id and by.may(Permission.ANSWER_QUESTIONS):
        current = asking.begin(system=system, by=by)
    if current is None:
        asking.invite(systems=[system], by=by)
        current = Assessment.objects.under_way().filter(system=system).first()
    if current is None:
        raise NobodyOwns
    return current


@transaction.atomic
def close(*, hearing: Hearing, by: User) -> Hearing:
    """End the round with those who have sent. Raises NotTheirs, RoundOver, TooFew."""
    if not may_lead(by, hearing):
        raise NotTheirs
    current = held(hearing.pk)
    if current.state not in Hearing.ASKING:
        raise RoundOver
    finish(current, by=by)
    return current


@transaction.atomic
def choose_day(*, hearing: Hearing, by: User, due_on: date | None) -> Hearing:
    """Another day for the round under way, or none: then it ends when all have answered. Nobody gets a mail for that;
    each day has its own reminders. The day that it has already changes nothing. Raises NotTheirs, RoundOver.
    """
    if not may_lead(by, hearing):
        raise NotTheirs
    current = held(hearing.pk)
    if current.state not in Hearing.ASKING or not still_wanted(current):
        raise RoundOver
    if current.due_on == due_on:
        return current
    before, current.due_on = current.due_on, due_on
    current.save(update_fields=["due_on"])
    detail = {"hearing": current.public_id, "due_on": due_on, "before": before}
    audit.record(by=by, action=_dated("voices.day_chosen", current), about=current.assessment.system, detail=detail)
    return current


@transaction.atomic
def ask_again(*, hearing: Hearing, by: User, due_on: date | None = None) -> Hearing:
    """A second round: all who took part see how far apart they are, and each may revise once.

    Raises NotTheirs, RoundOver.
    """
    if not may_lead(by, hearing):
        raise NotTheirs
    current = held(hearing.pk)
    if current.state != Hearing.State.COMPARED or not still_wanted(current):
        raise RoundOver
    current.state = Hearing.State.SECOND
    current.due_on = due_on
    current.save(update_fields=["state", "due_on"])
    current.voices.update(asked_at=timezone.now())
    for voice in current.voices.filter(first__isnull=False).select_related("person"):
        owe(kind=VOICE_AGAIN, key=f"{VOICE_AGAIN}:{voice.pk}", recipient=voice.person, context={"voice": voice.pk})
    detail = {"hearing": current.public_id, "due_on": current.due_on}
    audit.record(by=by, action=_dated("voices.asked_again", current), about=current.assessment.system, detail=detail)
    return current


def _dated(action: str, hearing: Hearing) -> str:
    """The trail has a sentence with the day and one without."""
    return action if hearing.due_on else f"{action}_openly"
