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

from accounts.services.access import PersonRequest
from panels.actions import deciding, inviting
from panels.actions.inviting import RoundOver
from panels.forms.deciding import DecideForm, DeciderForm
from panels.forms.inviting import UntilForm
from panels.models import Panel
from panels.services.ending import TooFew
from panels.services.rights import decider_of, may_lead
from panels.views.panel import distributions_of, page, panel_view, with_rpo
from presentation.forms.saying_back import say_back


def leading(view: Callable[[PersonRequest, Panel], HttpResponse | None]) -> Callable[..., HttpResponse]:
    """A button for those who lead a panel. It leads back to its page, also when somebody else was faster."""

    @require_POST
    @panel_view
    @wraps(view)
    def guarded(request: PersonRequest, panel: Panel) -> HttpResponse:
        if not may_lead(request.user, panel):
            sentence = gettext("Only %(name)s, the owner or an architect can do this.")
            raise PermissionDenied(sentence % {"name": panel.asked_by or "–"})
        try:
            answer = view(request, panel)
        except RoundOver:
            sentence = gettext("That was done already, or it is too late for it. This is how it stands.")
            messages.info(request, sentence)
            answer = None
        return answer or redirect("panels:panel", panel_id=panel.public_id)

    return guarded


@leading
def close(request: PersonRequest, panel: Panel) -> None:
    """End the round with those who have sent."""
    try:
        inviting.close(panel=panel, by=request.user)
        messages.success(request, gettext("The round is over."))
    except TooFew:
        sentence = gettext("At least two people have to answer before there is something to compare.")
        messages.warning(request, sentence)


@leading
def again(request: PersonRequest, panel: Panel) -> HttpResponse | None:
    """The second round."""
    form = UntilForm(request.POST)
    if not form.is_valid():
        return page(request, panel, again_form=form, status=422)
    inviting.ask_again(panel=panel, by=request.user, due_on=form.cleaned_data["due_on"])
    messages.success(request, gettext("Everybody is asked by mail to look at it once more."))
    return None


@leading
def until(request: PersonRequest, panel: Panel) -> HttpResponse | None:
    """Another day for the round under way, or none."""
    if panel.state not in Panel.ASKING:
        raise RoundOver  # whatever was typed: there is no field any more beside which something could be said
    form = UntilForm(request.POST)
    if not form.is_valid():
        return page(request, panel, until_form=form, status=422)
    day = form.cleaned_data["due_on"]
    inviting.choose_day(panel=panel, by=request.user, due_on=day)
    if day is None:
        messages.success(request, gettext("The round ends when all have answered."))
    else:
        sentence = gettext("Answers are wanted until %(day)s.")
        messages.success(request, sentence % {"day": date_format(day, "DATE_FORMAT")})
    return None


@leading
def decider(request: PersonRequest, panel: Panel) -> HttpResponse | None:
    form = DeciderForm(request.POST)
    if not form.is_valid():
        return page(request, panel, decider_form=form, status=422)
    person = form.cleaned_data["person"]
    deciding.name_decider(panel=panel, person=person, by=request.user)
    messages.success(request, gettext("%(name)s decides.") % {"name": person})
    return None


@require_POST
@panel_view
def decide(request: PersonRequest, panel: Panel) -> HttpResponse:
    if request.user != decider_of(panel):
        raise PermissionDenied(gettext("Only %(name)s decides this.") % {"name": decider_of(panel) or "–"})
    shown = distributions_of(panel, list(panel.responses.all()))
    form = DecideForm(request.POST, with_rpo=with_rpo(shown))
    if not form.is_valid():
        return page(request, panel, decide_form=form, status=422)
    try:
        deciding.decide(
            panel=panel,
            chosen=form.chosen(),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
        say_back(request, form)
        messages.success(request, gettext("Decided. It stands in the owner's answers, with your reason."))
    except RoundOver:
        panel.refresh_from_db()
        sentence = gettext("Something has changed since you saw this page. Nothing was decided; please look again.")
        messages.warning(request, sentence)
        fresh = DecideForm({**request.POST.dict(), "seen": panel.state}, with_rpo=with_rpo(shown))
        return page(request, panel, decide_form=fresh, status=409)
    return redirect("panels:panel", panel_id=panel.public_id)
