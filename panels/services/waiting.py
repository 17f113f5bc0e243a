"""What waits for somebody in other people's rounds: to say something, to decide, to answer a colleague, to choose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import User
from accounts.services.duties import Duty
from assessments.models import Assessment
from assessments.services.waiting import Waiting
from panels.models import Delegation, Panel, PanelResponse

UNDER_WAY = {"assessment__state__in": Assessment.UNDER_WAY}


def waiting_for(person: User) -> list[Waiting]:
    """In four queries, however much it is."""
    return [*_responses(person), *_panels(person), *_delegations(person), *_choices(person)]


def waiting_in_sentences(person: User) -> list[Duty]:
    """The same for whoever looks after people: what is lost when this person has no access any more."""
    return [Duty(f"{each.what}: {each.why}") for each in waiting_for(person)]


def _row(what: str, why: str, label: str, name: str, *args: object) -> Waiting:
    return Waiting(what, why, label, reverse(f"panels:{name}", args=args))


def _responses(person: User) -> Iterator[Waiting]:
    first = Q(panel__state=Panel.State.FIRST, first__isnull=True)
    second = Q(panel__state=Panel.State.SECOND, first__isnull=False, second__isnull=True)
    rows = PanelResponse.objects.for_user(person).filter(
        first | second, panel__assessment__state__in=Assessment.UNDER_WAY
    )
    for panel_response in rows.select_related("panel__assessment__system").defer("answers", "first", "second"):
        name = panel_response.panel.assessment.system.name
        yield _row(name, _wanted(panel_response.panel), gettext("Answer"), "panel", panel_response.panel.public_id)


def _wanted(panel: Panel) -> str:
    again = panel.state == Panel.State.SECOND
    if panel.due_on is None:
        return gettext("asked once more") if again else gettext("asked beside others")
    why = gettext("asked once more, until %(day)s") if again else gettext("asked beside others, until %(day)s")
    return why % {"day": _day(panel.due_on)}


def _panels(person: User) -> Iterator[Waiting]:
    mine = Q(decider=person) | Q(decider=None, assessment__system__owner=person)
    rows = Panel.objects.filter(mine, state__in=Panel.TO_DECIDE, **UNDER_WAY).select_related("assessment__system")
    for panel in rows:
        why = gettext("several people have answered; you decide")
        yield _row(panel.assessment.system.name, why, gettext("Decide"), "panel", panel.public_id)


def _delegations(person: User) -> Iterator[Waiting]:
    asked = Delegation.objects.filter(person=person, state=Delegation.State.ASKED, **UNDER_WAY)
    for each in asked.select_related("asked_by", "assessment__system"):
        why = gettext("%(person)s asks you a question") % {"person": each.asked_by or "DR Portal"}
        yield _row(each.assessment.system.name, why, gettext("Answer"), "delegation", each.public_id)


def _choices(person: User) -> Iterator[Waiting]:
    answered = Delegation.objects.filter(
        person.as_owner("assessment__system__owner"), state=Delegation.State.ANSWERED, **UNDER_WAY
    )
    for each in answered.exclude(to_choose=[]).select_related("person", "assessment__system"):
        why = gettext("%(person)s has answered too: choose which answer stays") % {"person": each.person}
        name, public_id = each.assessment.system.name, each.assessment.public_id
        yield _row(name, why, gettext("Choose"), "colleagues", public_id)


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
