"""Who was reminded of a system and when; an architect lets it rest."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions import pausing
from assessments.forms.pausing import PauseForm
from assessments.models import Reminder
from assessments.services import absences
from assessments.services.reminding.pauses import current_of
from systems.models import System

SHOWN = 20


@permission_required(Permission.INVITE_OWNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: PersonRequest, key: str) -> HttpResponse:
    system = _system(request, key)
    pause = current_of(system)
    said = {"until": pause.until, "reason": pause.reason} if pause else None
    form = PauseForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        pausing.pause_reminders(system=system, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("Nobody is reminded of %(name)s until then.") % {"name": system.name})
        return redirect("assessments:reminders", key=key)
    sent = Reminder.objects.filter(system=system).select_related("person", "mail").order_by("-pk")[:SHOWN]
    context = {
        "system": system,
        "pause": pause,
        "form": form,
        "sent": sent,
        "absence": absences.current_of(system.owner) if system.owner else None,
    }
    return render(request, "assessments/reminders.html", context, status=422 if form.errors else 200)


@permission_required(Permission.INVITE_OWNERS)
@require_POST
def resume(request: PersonRequest, key: str) -> HttpResponse:
    system = _system(request, key)
    pausing.resume_reminders(system=system, by=request.user)
    messages.success(request, gettext("Reminders of %(name)s go out again.") % {"name": system.name})
    return redirect("assessments:reminders", key=key)


def _system(request: PersonRequest, key: str) -> System:
    return get_object_or_404(System.objects.for_user(request.user).select_related("owner"), key=key)
