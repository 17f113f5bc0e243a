"""Describing, changing and removing a scenario."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from presentation.forms.rows import rearranges
from presentation.forms.saying_back import say_back
from scenarios.actions import scenarios as actions
from scenarios.forms.scenario import ScenarioEditing
from scenarios.models import Scenario


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SCENARIOS)
@once
def create(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return form_page(request, ScenarioEditing.of(None), None)
    if rearranges(request.POST):
        return form_page(request, ScenarioEditing.sent(request.POST, rearranged=True), None)
    editing = ScenarioEditing.sent(request.POST)
    if not editing.is_valid():
        return form_page(request, editing, None, status=422)
    scenario = actions.create_scenario(by=request.user, values=editing.values())
    say_back(request, editing.form)
    return redirect("scenarios:scenario", scenario.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SCENARIOS)
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    scenario = one(request, pk)
    if request.method != "POST":
        return form_page(request, ScenarioEditing.of(scenario), scenario)
    if rearranges(request.POST):
        return form_page(request, ScenarioEditing.sent(request.POST, rearranged=True), scenario)
    editing = ScenarioEditing.sent(request.POST)
    if not editing.is_valid():
        return form_page(request, editing, scenario, status=422)
    version = editing.form.cleaned_data["version"]
    try:
        actions.edit_scenario(
            scenario=scenario, version=-1 if version is None else version, by=request.user, values=editing.values()
        )
    except actions.ScenarioChanged:
        return conflict(request, pk)
    say_back(request, editing.form)
    messages.success(request, gettext("Saved."))
    return redirect("scenarios:scenario", scenario.pk)


def conflict(request: PersonRequest, pk: int) -> HttpResponse:
    """What was typed and what is stored now, side by side; sending it again is then a decision."""
    current = one(request, pk)
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    editing = ScenarioEditing.sent(typed)
    editing.is_valid()
    return form_page(request, editing, current, status=409, differences=editing.differences(current))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SCENARIOS)
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    scenario = one(request, pk)
    if request.method == "POST":
        actions.remove_scenario(scenario=scenario, by=request.user)
        messages.success(request, gettext("The scenario is removed."))
        return redirect("scenarios:list")
    return render(
        request, "scenarios/remove.html", {"scenario": scenario, "crumbs": crumbs(scenario, gettext("Remove"))}
    )


def form_page(
    request: PersonRequest, editing: ScenarioEditing, scenario: Scenario | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    title = gettext("Edit the scenario") if scenario else gettext("New scenario")
    context = {
        "editing": editing,
        "scenario": scenario,
        "title": title,
        "errors": list(editing.errors()) if status == 422 else [],
        "crumbs": crumbs(scenario, title),
        **more,
    }
    return render(request, "scenarios/form.html", context, status=status)


def one(request: PersonRequest, pk: int) -> Scenario:
    return get_object_or_404(Scenario.objects.for_user(request.user).select_related("unit"), pk=pk)


def crumbs(scenario: Scenario | None, *labels: str) -> list[dict[str, str]]:
    """The way to a page of a scenario."""
    trail = [{"label": gettext("Scenarios"), "url": reverse("scenarios:list")}]
    if scenario is not None and labels:
        trail.append({"label": scenario.name, "url": reverse("scenarios:scenario", args=[scenario.pk])})
    return [*trail, *({"label": label} for label in labels or ([scenario.name] if scenario else []))]
