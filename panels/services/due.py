"""The day until which answers are wanted: a mail before it to those who are waited for, and after it the round ends.

Any number of schedulers may look at the same time: mails have a key of person, round and day, and a round that is
over is not ended again. A day is over when it is over for everybody who is waited for, wherever they live.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import User
from accounts.services.zones import zone_of
from assessments.models import Assessment
from background.services.clock import database_now
from notifications.services import rhythm
from notifications.services.outgoing import owe
from notifications.services.working_time import WorkingTime, moment_for
from panels.mail_kinds import RESPONSE_DUE, RESPONSES_FEW
from panels.models import Panel, PanelResponse
from panels.services.ending import TooFew, finish, held, waited_for
from panels.services.rights import still_wanted

logger = logging.getLogger(__name__)
BEFORE = timedelta(days=2)
SETTLING = timedelta(days=1)
"""Who was asked so short ago is not reminded yet."""
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""So far from UTC are the places where a day begins first and ends last."""


def look() -> None:
    """Owe the reminders that are due, and end the rounds whose day is over. Runs every minute."""
    now = database_now()
    rounds = Panel.objects.filter(state__in=Panel.ASKING, assessment__state__in=Assessment.UNDER_WAY)
    for panel in rounds.filter(due_on__lte=(now + EAST + BEFORE).date(), due_on__gte=(now - WEST).date()):
        _remind(panel, now)
    for pk in rounds.filter(due_on__lt=(now + EAST).date()).values_list("pk", flat=True):
        try:
            _end(pk, now)
        except Exception:  # whatever is wrong with one round, the others still end
            logger.exception("The round of panel %s could not be ended", pk)


def _remind(panel: Panel, now: datetime) -> None:
    waiting = waited_for(panel).filter(person__is_active=True, asked_at__lte=now - SETTLING)
    working = rhythm.in_force().working
    for panel_response in waiting.select_related("person").defer("answers", "first", "second"):
        if panel.due_on is not None and _is_time(panel_response.person, panel.due_on, now, working):
            _owe_reminder(panel_response, panel.state, panel.due_on)


def _is_time(person: User, due_on: date, now: datetime, working: WorkingTime) -> bool:
    """In the days before, when they work; where they do not until it is over, at once: late helps nobody."""
    zone = zone_of(person.time_zone)
    today, then = now.astimezone(zone).date(), moment_for(person, now, working)
    near = today <= due_on <= today + BEFORE
    return near and (then == now or then.astimezone(zone).date() > due_on)


@transaction.atomic
def _owe_reminder(panel_response: PanelResponse, state: str, day: date) -> None:
    about = {"panel_response": panel_response.pk, "day": day.isoformat()}
    owe(
        kind=RESPONSE_DUE,
        key=f"{RESPONSE_DUE}:{panel_response.pk}:{state}:{day}",
        recipient=panel_response.person,
        context=about,
    )


@transaction.atomic
def _end(panel_id: int, now: datetime) -> None:
    panel = held(panel_id)
    if panel.state not in Panel.ASKING or not still_wanted(panel) or not _is_over(panel, now):
        return
    try:
        with transaction.atomic():
            finish(panel, by=None)
    except TooFew:
        # The round goes on; as soon as two have answered it ends, at the next look.
        for person in {each for each in (panel.asked_by, panel.assessment.system.owner) if each is not None}:
            about = {"panel": panel.pk, "day": str(panel.due_on)}
            key = f"{RESPONSES_FEW}:{panel.pk}:{person.pk}:{panel.due_on}"
            owe(kind=RESPONSES_FEW, key=key, recipient=person, context=about)


def _is_over(panel: Panel, now: datetime) -> bool:
    waiting = [panel_response.person for panel_response in waited_for(panel).select_related("person").only("person")]
    return panel.due_on is not None and all(
        now.astimezone(zone_of(zone)).date() > panel.due_on for zone in _zones([*waiting, panel.asked_by])
    )


def _zones(people: Iterable[User | None]) -> set[str]:
    return {person.time_zone if person else "" for person in people}
