"""How the portal itself is doing, for whoever looks after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from background import actions
from background.models import BackgroundWork
from operations import presenters
from operations.queries import kinds_of_work


@permission_required(Permission.VIEW_STATUS)
@require_safe
def status(request: PersonRequest) -> HttpResponse:
    return render(request, "operations/status.html", presenters.page())


@permission_required(Permission.VIEW_STATUS)
@require_POST
def try_again(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    try:
        actions.try_again(work=work_or_404(kind, pk), by=request.user)
    except actions.NothingToDo:
        messages.info(request, _("This has not failed any more: it is being done, or is done."))
    else:
        messages.success(request, _("It will be tried again within a minute."))
    return redirect("operations:status")


@permission_required(Permission.VIEW_STATUS)
@require_POST
def call_off(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    try:
        actions.call_off(work=work_or_404(kind, pk), by=request.user)
    except actions.NothingToDo:
        messages.info(request, _("This was over already."))
    else:
        messages.success(request, _("It is called off."))
    return redirect("operations:status")


def work_or_404(kind: str, pk: int) -> BackgroundWork:
    model = kinds_of_work().get(kind)
    if model is None:
        raise Http404
    return get_object_or_404(model, pk=pk)
