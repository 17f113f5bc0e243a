"""Asking several people about the same system: inviting them, ending a round, asking once more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import audit
from assessments.actions import asking
from assessments.actions.answering import NotOpen, NotTheirs
from assessments.models import Assessment
from assessments.services.inviting import invite as invite_owners
from notifications.services.outgoing import owe
from panels.mail_kinds import RESPONSE_AGAIN, RESPONSE_WANTED
from panels.models import Panel, PanelResponse
from panels.services.ending import finish, held
from panels.services.rights import may_invite, may_lead, still_wanted
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
) -> Panel:
    """Ask these people, each by a mail of their own. In a first round under way they join those asked before. `people`
    is read once the round is held, so it may be what creates them. Without `due_on` no round ends by itself.

    Raises NotTheirs, NobodyOwns, and RoundOver when people are being compared already.
    """
    if not may_invite(by, system):
        raise NotTheirs
    assessment = _round_of(system, by)
    panel = _under_way(assessment)
    if panel is None:
        # Of two who ask at once, the second waits here and then finds what the first has begun.
        Assessment.objects.select_for_update().get(pk=assessment.pk)
        panel = _under_way(assessment)
    if panel is None:
        panel = Panel.objects.create(assessment=assessment, asked_by=by, due_on=due_on, decider=decider)
    elif panel.state != Panel.State.FIRST:
        raise RoundOver
    before = set(panel.responses.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in before and person.pk != system.owner_id]
    for person in new:
        if by.may(Permission.INVITE_OWNERS):
            let_answer(person, by=by, system=system.name)
        panel_response = PanelResponse.objects.create(panel=panel, person=person)
        owe(
            kind=RESPONSE_WANTED,
            key=f"{RESPONSE_WANTED}:{panel_response.pk}",
            recipient=person,
            context={"panel_response": panel_response.pk},
        )
    if new:
        detail = {"panel": panel.public_id, "people": ", ".join(map(str, new)), "due_on": panel.due_on}
        audit.record(by=by, action=_dated("responses.asked", panel), about=system, detail=detail)
    return panel


def _under_way(assessment: Assessment) -> Panel | None:
    return Panel.objects.select_for_update().filter(assessment=assessment).under_way().first()


def _round_of(system: System, by: User) -> Assessment:
    """The owner's round, which takes the decision in; the owner is asked too where none is under way."""
    if system.owner is None or not system.owner.is_active:
        raise NobodyOwns
    current = Assessment.objects.under_way().filter(system=system).first()
    if current is None and by.pk == system.owner_id and by.may(Permission.ANSWER_QUESTIONS):
        current = asking.begin(system=system, by=by)
    if current is None:
        invite_owners(systems=[system], by=by)
        current = Assessment.objects.under_way().filter(system=system).first()
    if current is None:
        raise NobodyOwns
    return current


@transaction.atomic
def close(*, panel: Panel, by: User) -> Panel:
    """End the round with those who have sent. Raises NotTheirs, RoundOver, TooFew."""
    if not may_lead(by, panel):
        raise NotTheirs
    current = held(panel.pk)
    if current.state not in Panel.ASKING:
        raise RoundOver
    finish(current, by=by)
    return current


@transaction.atomic
def choose_day(*, panel: Panel, by: User, due_on: date | None) -> Panel:
    """Another day for the round under way, or none: then it ends when all have answered. Nobody gets a mail for that;
    each day has its own reminders. The day that it has already changes nothing. Raises NotTheirs, RoundOver.
    """
    if not may_lead(by, panel):
        raise NotTheirs
    current = held(panel.pk)
    if current.state not in Panel.ASKING or not still_wanted(current):
        raise RoundOver
    if current.due_on == due_on:
        return current
    before, current.due_on = current.due_on, due_on
    current.save(update_fields=["due_on"])
    detail = {"panel": current.public_id, "due_on": due_on, "before": before}
    audit.record(by=by, action=_dated("responses.day_chosen", current), about=current.assessment.system, detail=detail)
    return current


@transaction.atomic
def ask_again(*, panel: Panel, by: User, due_on: date | None = None) -> Panel:
    """A second round: all who took part see how far apart they are, and each may revise once.

    Raises NotTheirs, RoundOver.
    """
    if not may_lead(by, panel):
        raise NotTheirs
    current = held(panel.pk)
    if current.state != Panel.State.COMPARED or not still_wanted(current):
        raise RoundOver
    current.state = Panel.State.SECOND
    current.due_on = due_on
    current.save(update_fields=["state", "due_on"])
    current.responses.update(asked_at=timezone.now())
    for panel_response in current.responses.filter(first__isnull=False).select_related("person"):
        owe(
            kind=RESPONSE_AGAIN,
            key=f"{RESPONSE_AGAIN}:{panel_response.pk}",
            recipient=panel_response.person,
            context={"panel_response": panel_response.pk},
        )
    detail = {"panel": current.public_id, "due_on": current.due_on}
    audit.record(by=by, action=_dated("responses.asked_again", current), about=current.assessment.system, detail=detail)
    return current


def _dated(action: str, panel: Panel) -> str:
    """The trail has a sentence with the day and one without."""
    return action if panel.due_on else f"{action}_openly"
