"""Moving a round on: ending it, asking once more, naming who decides, deciding."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import PersonRequest
from assessments.actions import deciding_spread, inviting_voices
from assessments.actions.inviting_voices import RoundOver
from assessments.forms.voices import DecideForm, DeciderForm, UntilForm
from assessments.models import Hearing
from assessments.views.voices import hearing_view, page, spreads, with_rpo
from assessments.voices.ending import TooFew
from assessments.voices.rights import decider_of, may_lead


def leading(view: Callable[[PersonRequest, Hearing], HttpResponse | None]) -> Callable[..., HttpResponse]:
    """A button for those who lead a hearing. It leads back to its page, also when somebody else was faster."""

    @require_POST
    @hearing_view
    @wraps(view)
    def guarded(request: PersonRequest, hearing: Hearing) -> HttpResponse:
        if not may_lead(request.user, hearing):
            said = gettext("Only %(name)s, the owner or an architect can do this.")
            raise PermissionDenied(said % {"name": hearing.asked_by or "–"})
        try:
            answer = view(request, hearing)
        except RoundOver:
            said = gettext("That was done already, or it is too late for it. This is how it stands.")
            messages.info(request, said)
            answer = None
        return answer or redirect("assessments:hearing", hearing_id=hearing.public_id)

    return guarded


@leading
def close(request: PersonRequest, hearing: Hearing) -> None:
    """End the round with those who have sent."""
    try:
        inviting_voices.close(hearing=hearing, by=request.user)
        messages.success(request, gettext("The round is over."))
    except TooFew:
        said = gettext("At least two people have to answer before there is something to compare.")
        messages.warning(request, said)


@leading
def again(request: PersonRequest, hearing: Hearing) -> HttpResponse | None:
    """The second round."""
    form = UntilForm(request.POST)
    if not form.is_valid():
        return page(request, hearing, again_form=form, status=422)
    inviting_voices.ask_again(hearing=hearing, by=request.user, due_on=form.cleaned_data["due_on"])
    messages.success(request, gettext("Everybody is asked by mail to look at it once more."))
    return None


@leading
def until(request: PersonRequest, hearing: Hearing) -> HttpResponse | None:
    """Another day for the round under way, or none."""
    if hearing.state not in Hearing.ASKING:
        raise RoundOver  # whatever was typed: there is no field any more beside which something could be said
    form = UntilForm(request.POST)
    if not form.is_valid():
        return page(request, hearing, until_form=form, status=422)
    day = form.cleaned_data["due_on"]
    inviting_voices.choose_day(hearing=hearing, by=request.user, due_on=day)
    if day is None:
        messages.success(request, gettext("The round ends when all have answered."))
    else:
        said = gettext("Answers are wanted until %(day)s.")
        messages.success(request, said % {"day": date_format(day, "DATE_FORMAT")})
    return None


@leading
def decider(request: PersonRequest, hearing: Hearing) -> HttpResponse | None:
    form = DeciderForm(request.POST)
    if not form.is_valid():
        return page(request, hearing, decider_form=form, status=422)
    person = form.cleaned_data["person"]
    deciding_spread.name_decider(hearing=hearing, person=person, by=request.user)
    messages.success(request, gettext("%(name)s decides.") % {"name": person})
    return None


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
