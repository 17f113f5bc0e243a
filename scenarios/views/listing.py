"""The list of scenarios."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from scenarios.models import Scenario
from scenarios.presenters.words import lost_in_words


@require_safe
@permission_required(Permission.VIEW_SCENARIOS)
def scenarios(request: PersonRequest) -> HttpResponse:
    found = Scenario.objects.for_user(request.user).select_related("unit", "created_by")
    context = {
        "rows": [{"scenario": each, "lost": lost_in_words(each)} for each in found],
        "may_edit": request.user.may(Permission.EDIT_SCENARIOS),
    }
    return render(request, "scenarios/list.html", context)
