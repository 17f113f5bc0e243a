"""The business units, and who heads them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from notifications.views.chat import Place, page_of
from systems.actions.units import name_chat, name_head
from systems.forms.units import HeadForm
from systems.models import BusinessUnit, System


@permission_required(Permission.EDIT_SYSTEMS)
@require_safe
def units(request: PersonRequest) -> HttpResponse:
    in_use = Count("systems", filter=~Q(systems__status=System.Status.RETIRED))
    found = BusinessUnit.objects.select_related("head").annotate(in_use=in_use)
    return render(request, "systems/units.html", {"units": found})


@permission_required(Permission.EDIT_SYSTEMS)
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(BusinessUnit.objects.select_related("head"), pk=pk)
    form = HeadForm(request.POST if request.method == "POST" else None, initial={"head": found.head})
    if request.method == "POST" and form.is_valid():
        name_head(unit=found, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("Saved: %(name)s.") % {"name": found.name})
        return redirect("systems:units")
    return render(request, "systems/unit.html", {"unit": found, "form": form}, status=422 if form.errors else 200)


@permission_required(Permission.EDIT_SYSTEMS)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(BusinessUnit.objects.select_related("chat"), pk=pk)
    title = gettext("%(name)s: told in a chat") % {"name": found.name}
    lead = gettext("When owners of the unit were asked in vain, its head is told by mail, and this chat as well.")
    back = reverse("systems:unit", args=[pk])
    keep = partial(name_chat, unit=found, by=request.user)
    return page_of(request, Place(title, lead, back, found.chat, lambda address: keep(address=address)))
