"""Asking several people about a system, and the page of what they said."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import PersonRequest
from accounts.models import User
from assessments import policy
from assessments.actions import deciding_spread, inviting_voices
from assessments.actions.answering import NotTheirs
from assessments.actions.inviting_voices import RoundOver, TooFew
from assessments.forms.voices import DecideForm, DeciderForm, InviteForm
from assessments.models import Assessment, Hearing
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
from systems.actions.people import person_for
from systems.models import System
from systems.people import NewPerson


@require_http_methods(["GET", "HEAD", "POST"])
def ask_several(request: PersonRequest, key: str) -> HttpResponse:
    """Whom to ask about this system; where people are asked already, more of them."""
    system = get_object_or_404(System.objects.for_user(request.user).in_use().select_related("owner"), key=key)
    if not may_invite(request.user, system):
        raise PermissionDenied(gettext("Only the owner of %(name)s or an architect asks others.") % {"name": system})
    of_round = {"assessment__system": system, "assessment__state__in": Assessment.UNDER_WAY}
    current = Hearing.objects.for_user(request.user).under_way().filter(**of_round).first()
    if current is not None and current.state != Hearing.State.FIRST:
        return redirect("assessments:hearing", hearing_id=current.public_id)
    sent = request.POST if request.method == "POST" else None
    form = InviteForm(sent, system=system, by=request.user, more=current is not None)
    if sent is not None and form.is_valid():
        return invite(request, system, form)
    context = {"system": system, "form": form, "hearing": current}
    return render(request, "assessments/voices/invite.html", context, status=200 if sent is None else 422)


def invite(request: PersonRequest, system: System, form: InviteForm) -> HttpResponse:
    try:
        with transaction.atomic():
            new = [person_for(NewPerson(email), by=request.user, as_owner=True) for email in form.unknown]
            hearing = inviting_voices.invite(
                system=system,
                people=[*form.cleaned_data["people"], *filter(None, new)],
                by=request.user,
                due_on=form.cleaned_data.get("due_on"),
                decider=form.cleaned_data.get("decider"),
            )
    except inviting_voices.NobodyOwns:
        form.add_error(None, gettext("Name an owner who may sign in first: somebody has to decide in the end."))
        context = {"system": system, "form": form}
        return render(request, "assessments/voices/invite.html", context, status=422)
    except RoundOver:
        messages.info(request, gettext("The first round is over, so nobody joins it any more."))
        return redirect("systems:detail", key=system.key)
    messages.success(request, gettext("They are asked by mail. You see here who has answered."))
    return redirect("assessments:hearing", hearing_id=hearing.public_id)


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
        "few": bool(shown) and shown[0].people <= inviting_voices.FEWEST,
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


def decided_words(hearing: Hearing) -> list[dict[str, Any]]:
    titles = {"rto": gettext("Back within"), "rpo": gettext("May lose")}
    return [{"label": titles[name], "name": name, "seconds": each} for name, each in hearing.decided.items()]


@require_POST
@hearing_view
def close(request: PersonRequest, hearing: Hearing) -> HttpResponse:
    """End the round with those who have sent."""
    try:
        inviting_voices.close(hearing=hearing, by=request.user)
        messages.success(request, gettext("The round is over."))
    except NotTheirs as error:
        raise PermissionDenied(only_leads(hearing)) from error
    except TooFew:
        said = gettext("At least two people have to answer before there is something to compare.")
        messages.warning(request, said)
    except RoundOver:
        messages.info(request, gettext("The round was over already."))
    return redirect("assessments:hearing", hearing_id=hearing.public_id)


@require_POST
@hearing_view
def again(request: PersonRequest, hearing: Hearing) -> HttpResponse:
    """The second round."""
    try:
        inviting_voices.ask_again(hearing=hearing, by=request.user)
        messages.success(request, gettext("Everybody is asked by mail to look at it once more."))
    except NotTheirs as error:
        raise PermissionDenied(only_leads(hearing)) from error
    except RoundOver:
        messages.info(request, gettext("That was done already, or it is too late for it. This is how it stands."))
    return redirect("assessments:hearing", hearing_id=hearing.public_id)


@require_POST
@hearing_view
def decider(request: PersonRequest, hearing: Hearing) -> HttpResponse:
    if not may_lead(request.user, hearing):
        raise PermissionDenied(only_leads(hearing))
    form = DeciderForm(request.POST)
    if not form.is_valid():
        return page(request, hearing, decider_form=form, status=422)
    person: User = form.cleaned_data["person"]
    try:
        deciding_spread.name_decider(hearing=hearing, person=person, by=request.user)
        messages.success(request, gettext("%(name)s decides.") % {"name": person})
    except RoundOver:
        messages.info(request, gettext("This has been decided already."))
    return redirect("assessments:hearing", hearing_id=hearing.public_id)


@require_POST
@hearing_view
def decide(request: PersonRequest, hearing: Hearing) -> HttpResponse:
    if request.user != decider_of(hearing):
        raise PermissionDenied(gettext("Only %(name)s decides this.") % {"name": decider_of(hearing) or "–"})
    shown = spreads(hearing, list(hearing.voices.all()))
    form = DecideForm(request.POST, with_rpo=with_rpo(shown))
    if not form.is_valid():
        return page(request, hearing, decide_form=form, status=422)
    try:
        deciding_spread.decide(
            hearing=hearing,
            chosen=form.chosen(),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
        messages.success(request, gettext("Decided. It stands in the owner's answers, with your reason."))
    except RoundOver:
        hearing.refresh_from_db()
        said = gettext("Something has changed since you saw this page. Nothing was decided; please look again.")
        messages.warning(request, said)
        fresh = DecideForm({**request.POST.dict(), "seen": hearing.state}, with_rpo=with_rpo(shown))
        return page(request, hearing, decide_form=fresh, status=409)
    return redirect("assessments:hearing", hearing_id=hearing.public_id)


def only_leads(hearing: Hearing) -> str:
    return gettext("Only %(name)s, the owner or an architect can do this.") % {"name": hearing.asked_by or "–"}
