"""“Not mine, ask somebody else”: the owner says it, an architect decides."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest
from assessments.actions import reassigning
from assessments.actions.asking import NotTheOwner, only_the_owner
from assessments.forms.reassigning import ReassignForm
from assessments.models import Reassignment
from assessments.views.beginning import why_not
from systems.models import System


@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: PersonRequest, key: str) -> HttpResponse:
    """For the owner the form; for who names owners what the owner said."""
    system = get_object_or_404(System.objects.for_user(request.user).select_related("owner"), key=key)
    said = Reassignment.objects.open().filter(system=system).select_related("person").first()
    try:
        only_the_owner(system=system, by=request.user)
    except NotTheOwner as error:
        if request.method == "POST" or not request.user.may(Permission.INVITE_OWNERS):
            raise PermissionDenied(why_not(system)) from error
        return render(request, "assessments/reassignment/decide.html", {"system": system, "said": said})
    kept = {"suggestion": said.suggestion, "comment": said.comment} if said else None
    form = ReassignForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        reassigning.hand_back(system=system, by=request.user, **form.cleaned_data)
        messages.success(
            request, gettext("Thank you. An architect says whose it is; until then nobody reminds you of it.")
        )
        return redirect("assessments:to_do")
    context = {"system": system, "said": said, "form": form}
    return render(request, "assessments/reassignment/say.html", context, status=422 if form.errors else 200)


@require_POST
def keep(request: PersonRequest, key: str) -> HttpResponse:
    """The owner stays: who names owners says so, or the owner after all."""
    system = get_object_or_404(System.objects.for_user(request.user).select_related("owner"), key=key)
    try:
        reassigning.keep_owner(system=system, by=request.user)
    except NotTheOwner as error:
        raise PermissionDenied(why_not(system)) from error
    except reassigning.NotAsked:
        messages.info(request, gettext("This has been decided meanwhile."))
        return redirect("systems:detail", key=key)
    if system.owner == request.user:
        return redirect("assessments:begin", key=key)
    messages.success(request, gettext("%(name)s stays the owner and is told so by mail.") % {"name": system.owner})
    return redirect("systems:detail", key=key)
