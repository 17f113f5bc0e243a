"""The page of a system about which several people are asked: how it stands, and what they said."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.services.access import PersonRequest
from panels.forms.deciding import DecideForm, DeciderForm
from panels.forms.inviting import UntilForm
from panels.models import Panel
from panels.presenters.privacy import who_can_tell
from panels.services.distribution import Distribution, distribution_of
from panels.services.ending import FEWEST
from panels.services.rights import (
    decider_of,
    has_sent,
    is_asked,
    may_change,
    may_decide,
    may_invite,
    may_lead,
    still_wanted,
)
from policies.services import in_force


def panel_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view its panel; one that the person has no part in: 404."""

    @wraps(view)
    def guarded(request: PersonRequest, panel_id: UUID) -> HttpResponse:
        known = Panel.objects.for_user(request.user).whole()
        return view(request, get_object_or_404(known, public_id=panel_id))

    return guarded


@require_safe
@panel_view
def panel(request: PersonRequest, panel: Panel) -> HttpResponse:
    return page(request, panel)


def page(
    request: PersonRequest,
    panel: Panel,
    *,
    decide_form: DecideForm | None = None,
    decider_form: DeciderForm | None = None,
    again_form: UntilForm | None = None,
    until_form: UntilForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """How it stands: who has answered for those who lead it; what was said, without names, once a round is over."""
    responses = list(panel.responses.select_related("person"))
    mine = next((panel_response for panel_response in responses if panel_response.person_id == request.user.pk), None)
    if mine is not None:
        mine.panel = panel
    shown = distributions_of(panel, responses)
    decides = may_decide(request.user, panel)
    leads = may_lead(request.user, panel) and panel.state != Panel.State.DECIDED and still_wanted(panel)
    context = {
        "panel": panel,
        "system": panel.assessment.system,
        "knows_system": may_invite(request.user, panel.assessment.system),
        "mine": mine,
        "who_can_tell": who_can_tell(panel),
        "waits_for_me": mine is not None and may_change(mine),
        "shown": shown,
        "few": bool(shown) and shown[0].people <= FEWEST,
        "sent": sum(has_sent(panel, panel_response) for panel_response in responses),
        "asked": sum(is_asked(panel, panel_response) for panel_response in responses),
        "people": [
            (panel_response.person, has_sent(panel, panel_response))
            for panel_response in responses
            if is_asked(panel, panel_response)
        ],
        "leads": leads,
        "over": not still_wanted(panel) and panel.state != Panel.State.DECIDED,
        "decider": decider_of(panel),
        "decides": decides,
        "decide_form": (decide_form or decide_form_of(panel, shown)) if decides else None,
        "typed": "" if decides or decide_form is None else decide_form["reason"].value(),
        "decider_form": (decider_form or DeciderForm()) if leads else None,
        "again_form": (again_form or UntilForm()) if leads and panel.state == Panel.State.COMPARED else None,
        "until_form": (until_form or until_form_of(panel)) if leads and panel.state in Panel.ASKING else None,
        "overdue": panel.due_on is not None and panel.due_on < timezone.localdate(),
        "waiting": panel.state in Panel.ASKING,
        "late": mine is not None and panel.state in Panel.SHOWN and mine.first is None,
        "decided": decided_words(panel),
    }
    return render(request, "panels/panel.html", context, status=status)


def distributions_of(panel: Panel, responses: list[Any]) -> list[Distribution]:
    """What was said in the rounds that are over, the last one first."""
    if panel.state not in Panel.SHOWN:
        return []
    steps = in_force.current().disagreement_steps
    second = panel.state == Panel.State.REVISED or (
        panel.state == Panel.State.DECIDED and any(panel_response.second is not None for panel_response in responses)
    )
    return [
        distribution_of(panel, responses, second=each, steps=steps) for each in ([True, False] if second else [False])
    ]


def with_rpo(shown: list[Distribution]) -> bool:
    """Whether anybody named data that may be lost: where there are none, there is nothing to decide about them."""
    return any(ladder.name == "rpo" and ladder.given for ladder in (shown[0].ladders if shown else ()))


def decide_form_of(panel: Panel, shown: list[Distribution]) -> DecideForm:
    """With what everybody says filled in, where everybody says the same."""
    agreed = {
        ladder.name: ladder.given[0]
        for ladder in (shown[0].ladders if shown else ())
        if ladder.name != "mtd" and len(set(ladder.given)) == 1
    }
    return DecideForm(with_rpo=with_rpo(shown), initial={"seen": panel.state, **agreed})


def until_form_of(panel: Panel) -> UntilForm:
    """With the day as it is, as long as that can still be chosen; else with the usual one."""
    kept = panel.due_on is not None and panel.due_on > timezone.localdate()
    return UntilForm(initial={"due_on": panel.due_on} if kept else None)


def decided_words(panel: Panel) -> list[dict[str, object]]:
    titles = {"rto": gettext("Back within"), "rpo": gettext("May lose")}
    return [{"label": titles[name], "name": name, "seconds": each} for name, each in panel.decided.items()]
