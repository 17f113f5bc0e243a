"""A way out taken by saying that the system is protected so now; what it changed, and the button that takes it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.services.access import PersonRequest
from assessments.actions import answering, protecting, resolving, taking
from assessments.models import TakenProtection
from assessments.presenters.taken import protection_in_words
from assessments.views.fragments import system_of
from presentation.numbers import whole_number
from systems.actions.systems import SystemChanged
from systems.models import Finding, System


@require_POST
def take_protection(request: PersonRequest, key: str, finding_id: int) -> HttpResponse:
    """Say of what protects the system today what an offer says."""
    system = system_of(request, key)
    finding = get_object_or_404(Finding.objects.filter(system=system).select_related("system"), pk=finding_id)
    version, token = whole_number(request.POST.get("version", "")), request.POST.get("offer", "")
    try:
        protecting.take_protection(finding=finding, token=token, version=version, by=request.user)
    except answering.NotTheirs as error:
        raise PermissionDenied(who_may()) from error
    except (resolving.NoLongerOffered, SystemChanged):
        messages.warning(
            request, gettext("This way out is no longer offered: something has changed. Please look again.")
        )
    else:
        messages.success(request, gettext("It is noted that the system is protected so now."))
    return redirect("systems:detail", key=key)


@require_safe
def protection_taken(request: PersonRequest, measure_id: int) -> HttpResponse:
    """The entry of the history, with everything that it changed."""
    row = known(request, measure_id)
    (said,) = protection_in_words([row], request.user)
    return render(request, "assessments/taken.html", {"taken": said, "system": row.system})


@require_POST
def undo_protection(request: PersonRequest, measure_id: int) -> HttpResponse:
    """Take it back. Nothing is taken back that would lose what somebody said since."""
    row = known(request, measure_id)
    try:
        protecting.undo_protection(taken=row, by=request.user)
    except answering.NotTheirs as error:
        raise PermissionDenied(who_may()) from error
    except taking.ChangedSince:
        messages.warning(request, gettext("Nothing was taken back: what protects the system was changed since."))
        return redirect("assessments:protection_taken", measure_id=measure_id)
    messages.success(request, gettext("Taken back. What protects the system is as it was before."))
    return redirect("systems:detail", key=row.system.key)


def who_may() -> str:
    return gettext("Architects and the technical contact of the system say what protects it today.")


def known(request: PersonRequest, measure_id: int) -> TakenProtection:
    """One about a system that this person may know of."""
    rows = TakenProtection.objects.select_related("by", "system__protection")
    return get_object_or_404(rows.filter(system__in=System.objects.for_user(request.user)), pk=measure_id)
