"""What comes of a scenario, as it is saved and as somebody tries it with other teams and links."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from presentation.numbers import grouped_number
from scenarios.actions.acceptance import accept_scenario
from scenarios.forms.acceptance import AcceptanceForm
from scenarios.forms.capacity import CapacityForm, capacity_asked
from scenarios.models import Scenario
from scenarios.presenters.acceptance import acceptance_in_words
from scenarios.presenters.downloads import scenario_downloads
from scenarios.presenters.findings import query_of
from scenarios.presenters.forecasts import kept_in_words, missing_in_words
from scenarios.presenters.result import comparison, result_in_words
from scenarios.presenters.words import lost_in_words, time_in_words
from scenarios.services.lateness import lateness_of
from scenarios.services.outlooks import NotWorkedOut, Source, source_of
from scenarios.services.predicting import capacity_of
from scenarios.views.editing import crumbs, one


@require_safe
@permission_required(Permission.VIEW_SCENARIOS)
def scenario(request: PersonRequest, pk: int) -> HttpResponse:
    return page_of(request, one(request, pk))


@require_POST
@permission_required(Permission.EDIT_SCENARIOS)
@once
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """What comes of it as it is saved is accepted, if that is what the person saw."""
    found = one(request, pk)
    try:
        lateness = lateness_of(source_of(found).outlook(capacity_of(found)))
    except NotWorkedOut:
        return page_of(request, found, status=409)
    form = AcceptanceForm(request.POST, lateness=lateness)
    if not form.is_valid():
        return page_of(request, found, accepting=form, status=422)
    if not form.shows_now:
        again = AcceptanceForm({"seen": lateness.mark, "reason": form.cleaned_data["reason"]}, lateness=lateness)
        again.add_error(None, gettext("Other systems are late than those that you saw. Look again, then accept it."))
        return page_of(request, found, accepting=again, status=409)
    accept_scenario(scenario=found, lateness=lateness, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, gettext("Accepted."))
    return redirect("scenarios:scenario", pk)


def page_of(
    request: PersonRequest, found: Scenario, *, accepting: AcceptanceForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "scenario": found,
        "lost": lost_in_words(found),
        "crumbs": crumbs(found),
        "may_edit": request.user.may(Permission.EDIT_SCENARIOS),
        "may_open": request.user.may(Permission.VIEW_ALL_SYSTEMS),
    }
    try:
        source = source_of(found)
    except NotWorkedOut as missing:
        context |= {"many": grouped_number(missing.fallen), "missing": missing_in_words(missing)}
        return render(request, "scenarios/scenario.html", context, status=status)
    form = capacity_asked(request.GET, source.situation)
    context |= shown(source, form, request.GET, accepting)
    return render(request, "scenarios/scenario.html", context, status=422 if form.errors else status)


def shown(source: Source, form: CapacityForm, given: QueryDict, accepting: AcceptanceForm | None) -> dict[str, object]:
    """The result as it is saved or, where somebody tries something else, of that and what it changes."""
    scenario = source.situation.scenario
    saved = source.outlook(capacity_of(scenario))
    tried, missing = saved, None
    try:
        tried = source.outlook(form.capacity()) if form.is_valid() else saved
    except NotWorkedOut as error:
        missing = missing_in_words(error)
    asked = query_of(tried.capacity) if tried.capacity != saved.capacity else ""
    lateness = lateness_of(saved)
    acceptance = acceptance_in_words(scenario, lateness)
    return {
        "acceptance": acceptance,
        "accepted_as_it_is": acceptance is not None and not acceptance["outdated"],
        "accepting": None if asked else accepting or AcceptanceForm(lateness=lateness),
        "form": form,
        "declared_after": time_in_words(source.situation.declared_after),
        "missing": missing,
        "kept": kept_in_words(source.saved, tried),
        "tried": comparison(saved, tried) if asked else None,
        "files": scenario_downloads(scenario.pk, asked),
        **result_in_words(tried, given.get("show", ""), asked, given.get("page", "")),
    }
