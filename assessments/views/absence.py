"""“I am away until …”: said by who answers, with who answers meanwhile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions import being_away
from assessments.forms.pausing import AbsenceForm
from assessments.services.absences import current_of


@permission_required(Permission.ANSWER_QUESTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: PersonRequest) -> HttpResponse:
    current = current_of(request.user)
    said = {"back_on": current.back_on, "deputy": current.deputy.email if current.deputy else ""} if current else None
    form = AbsenceForm(request.POST if request.method == "POST" else None, initial=said, person=request.user)
    if request.method == "POST" and form.is_valid():
        being_away.go_away(by=request.user, **form.cleaned_data)
        messages.success(request, gettext("Noted. Until then nobody reminds you."))
        return redirect("assessments:absence")
    context = {"form": form, "current": current}
    return render(request, "assessments/absence.html", context, status=422 if form.errors else 200)


@permission_required(Permission.ANSWER_QUESTIONS)
@require_POST
def come_back(request: PersonRequest) -> HttpResponse:
    being_away.come_back(by=request.user)
    messages.success(request, gettext("Welcome back. What waits for you stands under To do."))
    return redirect("assessments:to_do")
