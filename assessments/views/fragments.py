"""Answers and decision of one system: loaded into its page, and a page of its own without JavaScript."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.services.access import PersonRequest
from assessments.views.decision import decision_page
from assessments.views.in_queue import queue_in
from systems.models import System


@require_safe
def decision_fragment(request: PersonRequest, key: str) -> HttpResponse:
    context = decision_page(request.user, system_of(request, key), queue=queue_in(request.GET))
    if request.htmx:
        return render(request, "assessments/review/fragment.html", {**context, "beside_findings": True})
    return render(request, "assessments/review/page.html", context)


def system_of(request: PersonRequest, key: str) -> System:
    known = System.objects.for_user(request.user).select_related("profile", "owner").defer("profile__record")
    return get_object_or_404(known, key=key)
