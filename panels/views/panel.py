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

from accounts.access import PersonRequest
from assessments import policy
from assessments.forms.voices import DecideForm, DeciderForm, UntilForm
from assessments.models import Hearing
from assessments.voices.ending import FEWEST
from assessments.voices.rights import (
    decider_of,
    has_sent,
    is_asked,
    may_change,
    may_decide,
    may_invite,
    may_lead,
    still_wanted,
)
from assessments.voices.spread import Spread, spread


def hearing_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view its hearing; one that the person has no part in: 404."""

    @wraps(view)
    def guarded(request: PersonRequest, hearing_id: UUID) -> HttpResponse:
        known = Hearing.objects.for_user(request.user).whole()
        return view(request, get_object_or_404(known, public_id=hearing_id))

    return guarded


@require_safe
@hearing_view
def hearing(request: PersonRequest, hearing: Hearing) -> HttpResponse:
    return page(request, hearing)


def page(
    request: PersonRequest,
    hearing: Hearing,
    *,
    decide_form: DecideForm | None = None,
    decider_form: DeciderForm | None = None,
    again_form: UntilForm | None = None,
    until_form: UntilForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """How it stands: who has answered for those who lead it; what was said, without names, once a round is over."""
    voices = list(hearing.voices.select_related("person"))
    mine = next((voice for voice in voices if voice.person_id == request.user.pk), None)
    if mine is not None:
        mine.hearing = hearing
    shown = spreads(hearing, voices)
    decides = may_decide(request.user, hearing)
    leads = may_lead(request.user, hearing) and hearing.state != Hearing.State.DECIDED and still_wanted(hearing)
    context = {
        "hearing": hearing,
        "system": hearing.assessment.system,
        "knows_system": may_invite(request.user, hearing.assessment.system),
        "mine": mine,
        "waits_for_me": mine is not None and may_change(mine),
        "shown": shown,
        "few": bool(shown) and shown[0].people <= FEWEST,
        "sent": sum(has_sent(hearing, voice) for voice in voices),
        "asked": sum(is_asked(hearing, voice) for voice in voices),
        "people": [(voice.person, has_sent(hearing, voice)) for voice in voices if is_asked(hearing, voice)],
        "leads": leads,
        "over": not still_wanted(hearing) and hearing.state != Hearing.State.DECIDED,
        "decider": decider_of(hearing),
        "decides": decides,
        "decide_form": (decide_form or decide_form_of(hearing, shown)) if decides else None,
        "typed": "" if decides or decide_form is None else decide_form["reason"].value(),
        "decider_form": (decider_form or DeciderForm()) if leads else None,
        "again_form": (again_form or UntilForm()) if leads and hearing.state == Hearing.State.COMPARED else None,
        "until_form": (until_form or until_form_of(hearing)) if leads and hearing.state in Hearing.ASKING else None,
        "overdue": hearing.due_on is not None and hearing.due_on < timezone.localdate(),
        "waiting": hearing.state in Hearing.ASKING,
        "late": mine is not None and hearing.state in Hearing.SHOWN and mine.first is None,
        "decided": decided_words(hearing),
    }
    return render(request, "assessments/voices/hearing.html", context, status=status)


def spreads(hearing: Hearing, voices: list[Any]) -> list[Spread]:
    """What was said in the rounds that are over, the last one first."""
    if hearing.state not in Hearing.SHOWN:
        return []
    steps = policy.current().disagreement_steps
    second = hearing.state == Hearing.State.REVISED or (
        hearing.state == Hearing.State.DECIDED and any(voice.second is not None for voice in voices)
    )
    return [spread(hearing, voices, second=each, steps=steps) for each in ([True, False] if second else [False])]


def with_rpo(shown: list[Spread]) -> bool:
    """Whether anybody named data that may be lost: where there are none, there is nothing to decide about them."""
    return any(ladder.name == "rpo" and ladder.said for ladder in (shown[0].ladders if shown else ()))


def decide_form_of(hearing: Hearing, shown: list[Spread]) -> DecideForm:
    """With what everybody says filled in, where everybody says the same."""
    agreed = {
        ladder.name: ladder.said[0]
        for ladder in (shown[0].ladders if shown else ())
        if ladder.name != "mtd" and len(set(ladder.said)) == 1
    }
    return DecideForm(with_rpo=with_rpo(shown), initial={"seen": hearing.state, **agreed})


def until_form_of(hearing: Hearing) -> UntilForm:
    """With the day as it is, as long as that can still be chosen; else with the usual one."""
    kept = hearing.due_on is not None and hearing.due_on > timezone.localdate()
    return UntilForm(initial={"due_on": hearing.due_on} if kept else None)


def decided_words(hearing: Hearing) -> list[dict[str, Any]]:
    titles = {"rto": gettext("Back within"), "rpo": gettext("May lose")}
    return [{"label": titles[name], "name": name, "seconds": each} for name, each in hearing.decided.items()]
