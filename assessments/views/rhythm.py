"""When and how often people are reminded, with the mails of the next thirty days."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions.setting_rhythm import set_rhythm
from assessments.forms.rhythm import RhythmForm, initial_of
from assessments.presenters.next_reminders import SHOWN, in_days, planned_mails
from background.services.clock import database_now
from notifications.models import ReminderRhythm
from notifications.services.rhythm import in_force


@permission_required(Permission.SET_RHYTHM)
@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: PersonRequest) -> HttpResponse:
    """Sent with “preview”, it is shown and not kept."""
    current, sent = in_force(), request.method == "POST"
    form = RhythmForm(request.POST if sent else None, initial=initial_of(current))
    if sent and form.is_valid() and "preview" not in request.POST:
        if set_rhythm(rhythm=form.rhythm(), by=request.user):
            messages.success(request, gettext("From now on people are reminded like this."))
        else:
            messages.info(request, gettext("It is set like this already."))
        return redirect("assessments:rhythm")
    shown = form.rhythm() if sent and not form.errors else current
    planned = planned_mails(shown, database_now())
    context = {
        "form": form,
        "previewed": sent and not form.errors,
        "set": ReminderRhythm.objects.select_related("by").first(),
        "count": len(planned),
        "days": in_days(planned),
        "left_out": max(len(planned) - SHOWN, 0),
    }
    return render(request, "assessments/rhythm.html", context, status=422 if form.errors else 200)
