"""The page of what a system needs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from presentation.numbers import whole_number
from systems.actions.dependencies import DependencyKnown, add_dependency, remove_dependency
from systems.forms.dependencies import DependencyForm
from systems.models import Dependency, System
from systems.queries.neighbourhood import MOST, dependencies_of, dependents_of, latest_first, tightest_first


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
@once
def dependencies(request: PersonRequest, key: str) -> HttpResponse:
    """What the system needs, with a form to add one and a button on each to take it away."""
    system = get_object_or_404(System.objects.for_user(request.user), key=key)
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
    waiting = tightest_first(system)
    context = {
        "form": form,
        "system": system,
        "needs": dependencies_of(system, request.user, latest_first(system)),
        "needed_by": dependents_of(system, request.user, waiting[:MOST]),
        "needed_by_count": len(waiting),
    }
    return render(request, "systems/dependencies.html", context, status=422 if form.errors else 200)


def take_away(request: PersonRequest, system: System) -> HttpResponse:
    found = Dependency.objects.select_related("system", "needs").filter(system=system)
    dependency = found.filter(pk=whole_number(request.POST["remove"])).first()
    if dependency:
        remove_dependency(dependency=dependency, by=request.user)
        messages.success(request, gettext("%(name)s is taken away.") % {"name": dependency.needs.name})
    return redirect("systems:dependencies", system.key)
