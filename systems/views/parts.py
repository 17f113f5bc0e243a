"""Pages of what belongs to a system: what it needs, what protects it today, its exercises."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from systems.actions.parts import (
    DependencyKnown,
    add_dependency,
    change_protection,
    record_exercise,
    remove_dependency,
    remove_exercise,
)
from systems.actions.systems import SystemChanged
from systems.forms.differences import differences
from systems.forms.parts import DependencyForm, ExerciseForm, ProtectionForm
from systems.models import Dependency, Exercise, Protection, System
from systems.queries.neighbourhood import dependencies_of, dependents_of


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
def dependencies(request: PersonRequest, key: str) -> HttpResponse:
    """What the system needs, with a form to add one and a button on each to take it away."""
    system = one(request, key)
    if request.method == "POST" and "remove" in request.POST:
        return take_away(request, system)
    among = System.objects.for_user(request.user)
    form = DependencyForm(request.POST if request.method == "POST" else None, system=system, among=among)
    if request.method == "POST" and form.is_valid():
        try:
            add_dependency(system=system, by=request.user, **form.cleaned_data)
        except DependencyKnown:
            form.add_error(
                "needs", gettext("That is known already. Take it away first to change how much it is needed.")
            )
        else:
            messages.success(request, gettext("%(name)s is added.") % {"name": form.cleaned_data["needs"].name})
            return redirect("systems:dependencies", system.key)
    context = {
        "form": form,
        "system": system,
        "needs": dependencies_of(system, request.user),
        "needed_by": dependents_of(system, request.user),
    }
    return render(request, "systems/dependencies.html", context, status=422 if form.errors else 200)


def take_away(request: PersonRequest, system: System) -> HttpResponse:
    number = request.POST["remove"]
    found = Dependency.objects.select_related("system", "needs").filter(system=system)
    dependency = found.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 18 else None
    if dependency:
        remove_dependency(dependency=dependency, by=request.user)
        messages.success(request, gettext("%(name)s is taken away.") % {"name": dependency.needs.name})
    return redirect("systems:dependencies", system.key)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
def protection(request: PersonRequest, key: str) -> HttpResponse:
    system = one(request, key)
    form = ProtectionForm(
        request.POST if request.method == "POST" else None, instance=protection_of(system), system=system
    )
    extra: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change_protection(
                system=system, version=-1 if version is None else version, by=request.user, values=form.values()
            )
        except SystemChanged:
            form, extra = conflict(request, one(request, key))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("systems:detail", system.key)
    context = {
        "form": form,
        "system": system,
        "title": gettext("What protects %(name)s today") % {"name": system.name},
        "crumb": gettext("Protection"),
        "lead": gettext("As it is now, not as it should be. Leave out what you do not know."),
        **extra,
    }
    return render(request, "systems/form.html", context, status=409 if extra else 422 if form.errors else 200)


def conflict(request: PersonRequest, system: System) -> tuple[ProtectionForm, dict[str, Any]]:
    """The form as it was typed, with the version of now, and where it differs from what is stored."""
    typed = request.POST.copy()
    typed["version"] = str(system.version)
    form = ProtectionForm(typed, instance=protection_of(system), system=system)
    return form, {"differences": differences(form, ProtectionForm(instance=protection_of(system), system=system))}


def protection_of(system: System) -> Protection:
    return Protection.objects.filter(system=system).first() or Protection(system=system)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
def exercise_create(request: PersonRequest, key: str) -> HttpResponse:
    system = one(request, key)
    form = ExerciseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        record_exercise(system=system, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("The drill is recorded."))
        return redirect("systems:detail", system.key)
    context = {
        "form": form,
        "system": system,
        "title": gettext("Record a drill of %(name)s") % {"name": system.name},
        "crumb": gettext("Record a drill"),
    }
    return render(request, "systems/form.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required(Permission.EDIT_SYSTEMS)
def exercise_remove(request: PersonRequest, key: str, exercise_id: int) -> HttpResponse:
    system = one(request, key)
    remove_exercise(exercise=get_object_or_404(Exercise, pk=exercise_id, system=system), by=request.user)
    messages.success(request, gettext("The drill is removed."))
    return redirect("systems:detail", system.key)


def one(request: PersonRequest, key: str) -> System:
    return get_object_or_404(System.objects.for_user(request.user).select_related("profile"), key=key)
