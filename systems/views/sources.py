"""The page of lists that are fetched by themselves, for administrators: where they lie, how it went."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from systems.actions.sources import NameTaken, add_source, fetch_now, remove_source
from systems.forms.sources import SourceForm
from systems.models import ImportSource
from systems.presenters.sources import shown_sources
from systems.presenters.upwards import reverse_or_nothing


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.VIEW_STATUS)
@once
def sources(request: PersonRequest) -> HttpResponse:
    form = SourceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            add_source(by=request.user, **form.cleaned_data)
        except NameTaken:
            form.add_error("name", gettext("Another list has this name. Choose another one."))
        else:
            messages.success(request, gettext("The list is fetched now, and from now on by itself."))
            return redirect("systems:sources")
    context = {"form": form, "sources": shown_sources(), "status_url": reverse_or_nothing("operations:status")}
    return render(request, "systems/sources.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required(Permission.VIEW_STATUS)
def fetch(request: PersonRequest, source_id: int) -> HttpResponse:
    if fetch_now(source=get_object_or_404(ImportSource, pk=source_id), by=request.user):
        messages.success(request, gettext("It is being fetched. Look at this page again in a minute."))
    else:
        messages.info(request, gettext("It is being fetched already."))
    return redirect("systems:sources")


@require_POST
@permission_required(Permission.VIEW_STATUS)
def remove(request: PersonRequest, source_id: int) -> HttpResponse:
    remove_source(source=get_object_or_404(ImportSource, pk=source_id), by=request.user)
    messages.success(request, gettext("The list is fetched no more. What it brought in stays."))
    return redirect("systems:sources")
