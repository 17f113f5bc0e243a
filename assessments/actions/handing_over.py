"""Handing the rounds of one owner over to another: what was asked of the first is asked of the second."""

from __future__ import annotations

from django.utils.translation import ngettext

from accounts.models import User
from accounts.services.duties import Duty
from assessments.mail_kinds import PLEASE_ANSWER
from assessments.models import Assessment
from notifications.services.outgoing import owe_together
from presentation.numbers import grouped_number
from systems.models import System


def asked_of(person: User) -> list[Duty]:
    """Which systems wait for this person's answers."""
    waiting = Assessment.objects.filter(respondent=person, state__in=Assessment.WITH_OWNER)
    asked = waiting.exclude(system__status=System.Status.RETIRED).order_by("system__name")
    names = tuple(asked.values_list("system__name", flat=True))
    count = len(names)
    sentence = ngettext("Is asked for answers about %(n)s system", "Is asked for answers about %(n)s systems", count)
    return [Duty(sentence % {"n": grouped_number(count)}, names)] if count else []


def hand_over_rounds(person: User, to: User, by: User) -> None:
    """What was answered stays, under the name of who answered it. The other is told by one mail, with
    what else is asked of them within a few minutes."""
    rounds = Assessment.objects.under_way().filter(respondent=person)
    waiting = rounds.filter(state__in=Assessment.WITH_OWNER).order_by("pk").values_list("public_id", flat=True).first()
    rounds.update(respondent=to)
    if waiting:
        key = f"{PLEASE_ANSWER}:{to.pk}:handed-over-{waiting}"
        owe_together(kind=PLEASE_ANSWER, key=key, recipient=to, context={"asked_by": by.pk})
