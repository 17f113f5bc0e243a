"""Telling the head of a business unit, once, of systems whose owners were asked in vain."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from assessments.mail_kinds import ASKED_IN_VAIN
from assessments.services.reminding.planning import head_due
from assessments.services.reminding.reachable import who_can_be_reached
from assessments.services.reminding.reminded import asked_often_enough, told, write_down
from assessments.services.reminding.unanswered import by_reader, unanswered_systems
from notifications.services.outgoing import owe
from notifications.services.rhythm import Rhythm
from notifications.services.working_time import works
from systems.models import System, SystemQuerySet


def tell_heads(now: datetime, rhythm: Rhythm) -> None:
    """Owe what is due now: one mail for all that a head is to know, in their working time."""
    asked_in_vain = untold(now, rhythm)
    heads = who_can_be_reached(now).filter(pk__in=asked_in_vain.order_by().values("business_unit__head"))
    at_work = {head.pk: head for head in heads if works(head, now, rhythm.working)}
    if not at_work:
        return
    due = [
        each.system
        for unanswered in by_reader(asked_in_vain).values()
        for each in unanswered
        if (moment := head_due(each, rhythm)) is not None and moment <= now
    ]
    for head, systems in _by_head(due).items():
        if head in at_work:
            _tell(at_work[head], systems, now)


def untold(now: datetime, rhythm: Rhythm) -> SystemQuerySet:
    """Systems whose owner was asked as often as anybody is, and whose unit has another head, who does not know."""
    return for_a_head(now).filter(asked_often_enough(len(rhythm.days)))


def for_a_head(now: datetime) -> SystemQuerySet:
    """Unanswered systems of units with another head than their owner, who does not know that nobody answers."""
    systems = unanswered_systems(now).filter(business_unit__head__isnull=False)
    return systems.exclude(business_unit__head=F("owner")).exclude(told("business_unit__head"))


def _by_head(due: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for pk, head in System.objects.filter(pk__in=due).values_list("pk", "business_unit__head"):
        found[head].append(pk)
    return found


@transaction.atomic
def _tell(head: User, systems: list[int], now: datetime) -> None:
    """Whoever comes second finds that the head knows."""
    User.objects.select_for_update().get(pk=head.pk)
    key = f"{ASKED_IN_VAIN}:{head.pk}:{min(systems)}:{now:%Y-%m-%d}"
    mail = owe(kind=ASKED_IN_VAIN, key=key, recipient=head, context={"systems": sorted(systems)})
    write_down(mail, System.objects.filter(pk__in=systems))
