"""Creating, changing, retiring and bringing back a system."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from presentation.forms.saying_back import say_back
from systems.actions.systems import (
    KeyTaken,
    SystemChanged,
    bring_back_system,
    create_system,
    edit_system,
    retire_system,
)
from systems.forms.differences import differences
from systems.forms.systems import SystemForm
from systems.models import System
from systems.queries.neighbourhood import needed_by


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
@once
def create(request: PersonRequest) -> HttpResponse:
    form = SystemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            system = create_system(by=request.user, values=form.values())
        except KeyTaken:
            form.add_error("key", gettext("Another system has this key. Choose another one."))
        else:
            say_back(request, form)
            messages.success(request, gettext("%(name)s is in the catalogue.") % {"name": system.name})
            return redirect("systems:detail", system.key)
    return render(request, "systems/form.html", {"form": form, "title": gettext("New system")}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
def edit(request: PersonRequest, key: str) -> HttpResponse:
    system = one(request, key)
    form = SystemForm(request.POST if request.method == "POST" else None, instance=one(request, key))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            edit_system(
                system=system, version=-1 if version is None else version, by=request.user, values=form.values()
            )
        except SystemChanged:
            return conflict(request, system)
        say_back(request, form)
        messages.success(request, gettext("Saved."))
        return redirect("systems:detail", system.key)
    context = {"form": form, "system": system, "title": gettext("Edit %(name)s") % {"name": system.name}}
    return render(request, "systems/form.html", context, status=status_of(form))


def conflict(request: PersonRequest, system: System) -> HttpResponse:
    """What was typed and what is stored now, side by side; sending it again is then a decision."""
    current = one(request, system.key)
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    form = SystemForm(typed, instance=one(request, system.key))
    context: dict[str, object] = {
        "form": form,
        "system": current,
        "title": gettext("Edit %(name)s") % {"name": current.name},
        "differences": differences(form, SystemForm(instance=current)),
    }
    return render(request, "systems/form.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
def retire(request: PersonRequest, key: str) -> HttpResponse:
    """Retires, or for a retired system brings it back: what the button on the page said is what is done."""
    system = one(request, key)
    if request.method != "POST":
        return render(request, "systems/retire.html", confirmation(system))
    if request.POST.get("do") == "bring_back":
        if bring_back_system(system=system, by=request.user):
            messages.success(request, gettext("%(name)s is in use again.") % {"name": system.name})
    elif retire_system(system=system, by=request.user):
        messages.success(request, gettext("%(name)s is retired. You can bring it back.") % {"name": system.name})
    return redirect("systems:detail", system.key)


def confirmation(system: System) -> dict[str, object]:
    retired = system.status == System.Status.RETIRED
    dependents = needed_by(system).order_by().count()
    consequences = [
        gettext("Nobody is asked about it any more, and it leaves the list."),
        gettext("Its answers, plan and history are kept."),
        gettext("You can bring it back at any time."),
    ]
    return {"system": system, "retired": retired, "dependents": dependents, "consequences": consequences}


def one(request: PersonRequest, key: str) -> System:
    """The system, with all that its form shows."""
    related = ("business_unit", "owner", "technical_contact")
    return get_object_or_404(System.objects.for_user(request.user).select_related(*related), key=key)


def status_of(form: SystemForm) -> int:
    return 422 if form.errors else 200
