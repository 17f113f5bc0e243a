"""What comes of a scenario in which very many systems fall: asked for, watched, called off."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from background.views import page_of_work
from scenarios.actions import forecasts as actions
from scenarios.forms.capacity import PLACE, CapacityForm
from scenarios.models import ScenarioForecast
from scenarios.presenters.forecasts import address_of, progress_in_words, result_address_of
from scenarios.services.predicting import capacity_of
from scenarios.views.editing import crumbs, one


@require_POST
@permission_required(Permission.EDIT_SCENARIOS)
@once
def work_out(request: PersonRequest, pk: int) -> HttpResponse:
    """With the teams and links that the form has, else with those that are saved."""
    found = one(request, pk)
    capacity = capacity_of(found)
    if "teams" in request.POST:
        form = CapacityForm(request.POST, capacity=capacity, places=request.POST.getlist(PLACE))
        if not form.is_valid():
            return redirect("scenarios:scenario", found.pk)
        capacity = form.capacity()
    return redirect(address_of(actions.ask_for_forecast(scenario=found, capacity=capacity, by=request.user)))


@require_safe
@permission_required(Permission.VIEW_SCENARIOS)
def forecast(request: PersonRequest, pk: int, forecast_pk: int) -> HttpResponse:
    """How far it is; for htmx, only that part, until it has ended. Then what came of it."""
    row = forecast_of(request, pk, forecast_pk)
    if row.state == row.DONE and not request.htmx:
        return HttpResponseRedirect(result_address_of(row))
    context = progress_in_words(row) | {
        "scenario": row.scenario,
        "crumbs": crumbs(row.scenario, gettext("Being worked out")),
        "may_edit": request.user.may(Permission.EDIT_SCENARIOS),
    }
    return page_of_work(request, whole="scenarios/forecast.html", part="scenarios/_forecasting.html", context=context)


@require_POST
@permission_required(Permission.EDIT_SCENARIOS)
def cancel(request: PersonRequest, pk: int, forecast_pk: int) -> HttpResponse:
    row = forecast_of(request, pk, forecast_pk)
    actions.cancel(forecast=row)
    return redirect(address_of(row))


def forecast_of(request: PersonRequest, pk: int, forecast_pk: int) -> ScenarioForecast:
    rows = ScenarioForecast.objects.defer("kept").select_related("scenario__unit")
    found: ScenarioForecast = get_object_or_404(rows.filter(scenario=one(request, pk)), pk=forecast_pk)
    return found
