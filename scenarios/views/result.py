"""What comes of a scenario, as it is saved and as somebody tries it with other teams and links."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from presentation.numbers import grouped_number
from scenarios.forms.capacity import CapacityForm, capacity_asked
from scenarios.presenters.downloads import scenario_downloads
from scenarios.presenters.findings import query_of
from scenarios.presenters.result import comparison, result_in_words
from scenarios.presenters.words import lost_in_words, time_in_words
from scenarios.services.predicting import MOST_FALLING, Situation, TooManyFall, capacity_of, situation_of
from scenarios.views.editing import crumbs, one


@require_safe
@permission_required(Permission.VIEW_SCENARIOS)
def scenario(request: PersonRequest, pk: int) -> HttpResponse:
    found = one(request, pk)
    context = {
        "scenario": found,
        "lost": lost_in_words(found),
        "crumbs": crumbs(found),
        "may_edit": request.user.may(Permission.EDIT_SCENARIOS),
        "may_open": request.user.may(Permission.VIEW_ALL_SYSTEMS),
    }
    try:
        situation = situation_of(found)
    except TooManyFall as many:
        context |= {"many": grouped_number(many.count), "most": grouped_number(MOST_FALLING)}
        return render(request, "scenarios/scenario.html", context)
    form = capacity_asked(request.GET, situation)
    status = 422 if form.errors else 200
    show = request.GET.get("show", "")
    return render(request, "scenarios/scenario.html", context | shown(situation, form, show), status=status)


def shown(situation: Situation, form: CapacityForm, show: str) -> dict[str, Any]:
    """The result as it is saved or, where somebody tries something else, of that and what it changes."""
    saved = situation.outlook(capacity_of(situation.scenario))
    tried = situation.outlook(form.capacity()) if form.is_valid() else saved
    asked = query_of(tried.capacity) if tried.capacity != saved.capacity else ""
    return {
        "form": form,
        "declared_after": time_in_words(situation.declared_after),
        "tried": comparison(saved, tried) if asked else None,
        "files": scenario_downloads(situation.scenario.pk, asked),
        **result_in_words(tried, show, asked),
    }
