"""Asking several people about the same system: inviting them, ending a round, asking once more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.permissions import Permission
from assessments.actions import asking
from assessments.actions.answering import NotOpen, NotTheirs
from assessments.clock import database_now
from assessments.mail_kinds import VOICE_AGAIN, VOICE_WANTED, VOICES_DIFFER
from assessments.models import Assessment, Hearing, Voice
from assessments.questionnaire import wizard
from assessments.voices.rights import decider_of, may_invite, may_lead, still_wanted
from notifications.obligations import owe
from systems.actions.people import let_answer
from systems.models import System
from systems.staleness import mark_stale

DAYS = 7
FEWEST = 2
"""With a single answer there is nothing to compare, and it would be plain whose it is."""


class NobodyOwns(Exception):
    """The system has no owner who could decide."""


class RoundOver(NotOpen):
    """The round was ended meanwhile, or the answers were decided upon."""


class TooFew(Exception):
    """Fewer than two people have sent their answers."""


@transaction.atomic
def invite(
    *, system: System, people: Iterable[User], by: User, due_on: date | None = None, decider: User | None = None
) -> Hearing:
    """Ask these people, each by a mail of their own. In a first round under way they join those asked before.

    Raises NotTheirs, NobodyOwns, and RoundOver when people are being compared already.
    """
    if not may_invite(by, system):
        raise NotTheirs
    assessment = _round_of(system, by)
    hearing = Hearing.objects.select_for_update(of=("self",)).filter(assessment=assessment).under_way().first()
    due = due_on or database_now().date() + timedelta(days=DAYS)
    if hearing is None:
        hearing = Hearing.objects.create(assessment=assessment, asked_by=by, due_on=due, decider=decider)
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
        audit.record(by=by, action="voices.asked", about=system, detail=detail)
    return hearing


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
    current = held(hearing)
    if current.state not in Hearing.ASKING:
        raise RoundOver
    finish(current, by=by)
    return current


@transaction.atomic
def ask_again(*, hearing: Hearing, by: User, due_on: date | None = None) -> Hearing:
    """A second round: all who took part see how far apart they are, and each may revise once.

    Raises NotTheirs, RoundOver.
    """
    if not may_lead(by, hearing):
        raise NotTheirs
    current = held(hearing)
    if current.state != Hearing.State.COMPARED or not still_wanted(current):
        raise RoundOver
    current.state = Hearing.State.SECOND
    current.due_on = due_on or database_now().date() + timedelta(days=DAYS)
    current.save(update_fields=["state", "due_on"])
    for voice in current.voices.filter(first__isnull=False).select_related("person"):
        owe(kind=VOICE_AGAIN, key=f"{VOICE_AGAIN}:{voice.pk}", recipient=voice.person, context={"voice": voice.pk})
    detail = {"hearing": current.public_id, "due_on": current.due_on}
    audit.record(by=by, action="voices.asked_again", about=current.assessment.system, detail=detail)
    return current


def held(hearing: Hearing) -> Hearing:
    """The hearing as it is now, held until the end of the transaction: rounds end once."""
    return Hearing.objects.whole().select_for_update(of=("self",)).get(pk=hearing.pk)


def finish(hearing: Hearing, *, by: User) -> None:
    """End the round of a hearing that is held; whoever decides is told. Raises TooFew."""
    system = hearing.assessment.system
    if hearing.state == Hearing.State.FIRST:
        _hear_the_owner(hearing)
        if hearing.voices.filter(first__isnull=False).count() < FEWEST:
            raise TooFew
    first = hearing.state == Hearing.State.FIRST
    hearing.state = Hearing.State.COMPARED if first else Hearing.State.REVISED
    hearing.save(update_fields=["state"])
    sent = {"first__isnull": False} if first else {"second__isnull": False}
    detail = {"hearing": hearing.public_id, "count": hearing.voices.filter(**sent).count()}
    audit.record(by=by, action="voices.round_over", about=system, detail=detail)
    for person in {each for each in (decider_of(hearing), hearing.asked_by) if each is not None}:
        key = f"{VOICES_DIFFER}:{hearing.pk}:{hearing.state}:{person.pk}"
        owe(kind=VOICES_DIFFER, key=key, recipient=person, context={"hearing": hearing.pk, "state": hearing.state})
    mark_stale([system.pk])


def _hear_the_owner(hearing: Hearing) -> None:
    """The owner's own answers count as one of the voices, if they say how soon and how much."""
    assessment = Assessment.objects.select_related("system", "questionnaire").get(pk=hearing.assessment_id)
    owner = assessment.system.owner_id
    if owner is None or wizard.missing(assessment.questionnaire.document, assessment.answers):
        return
    answers, now = assessment.answers, timezone.now()
    Voice.objects.get_or_create(
        hearing=hearing,
        person_id=owner,
        defaults={"answers": answers, "first": answers, "first_sent_at": now, "saved_at": now},
    )
