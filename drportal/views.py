"""The door, and the page for people who may not."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from accounts.services.access import PersonRequest
from assessments.services.waiting import waiting_for
from drportal.outages import Outage, outage_behind


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """To the first page that is of use to this person; what others wait for comes before all else."""
    if waiting_for(request.user):
        return redirect("assessments:to_do")
    if request.user.may(Permission.MANAGE_PEOPLE) and len(request.user.roles) == 1:
        return redirect("accounts:people")
    if request.user.may(Permission.VIEW_PORTFOLIO) and not request.user.may(Permission.REVIEW):
        return redirect("exports:portfolio")
    return redirect("assessments:to_do")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says which roles may do it and who can give them: no dead end."""
    wanted = exception.args[0] if exception.args else ""
    roles = [Role(role).label for role, allowed in ROLE_PERMISSIONS.items() if wanted in allowed]
    people = User.objects.who_can_help() if request.user.is_authenticated else ()
    context = {"roles": roles, "reason": "" if roles else wanted, "people": people}
    return render(request, "403.html", context, status=403)


OUTAGE_STATUS = {Outage.NO_ROOM: 507, Outage.NO_DATABASE: 503}
"""What a program is told: insufficient storage, or unavailable for now."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Names what is missing around the portal. Made without the request: its person may be what cannot be read."""
    outage = outage_behind(sys.exception())
    template = f"outages/{outage.value}.html" if outage else "500.html"
    return HttpResponse(render_to_string(template), status=OUTAGE_STATUS[outage] if outage else 500)
