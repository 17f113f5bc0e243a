"""All that a system needs, and all that needs it, however many: what its own page shows the first of."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.services.access import PersonRequest
from systems.models import System
from systems.queries import neighbourhood

PER_PAGE = 100


@require_safe
def all_needs(request: PersonRequest, key: str) -> HttpResponse:
    system = system_or_404(request, key)
    page = Paginator(neighbourhood.latest_first(system), PER_PAGE).get_page(request.GET.get("page"))
    rows = neighbourhood.dependencies_of(system, request.user, list(page.object_list))
    return listed(
        request, system, page, rows=rows, title=gettext("What it needs"), direction=gettext("needs"),
        lead=gettext("What it cannot run without stands first, and of that what is back last."),
    )  # fmt: skip


@require_safe
def all_needed_by(request: PersonRequest, key: str) -> HttpResponse:
    system = system_or_404(request, key)
    page = Paginator(neighbourhood.tightest_first(system), PER_PAGE).get_page(request.GET.get("page"))
    rows = neighbourhood.dependents_of(system, request.user, list(page.object_list))
    return listed(
        request, system, page, rows=rows, title=gettext("What needs it"), direction=gettext("is needed by"),
        lead=gettext("What cannot run without it stands first, and of that what needs it soonest."),
    )  # fmt: skip


def system_or_404(request: PersonRequest, key: str) -> System:
    return get_object_or_404(System.objects.for_user(request.user).select_related("profile"), key=key)


def listed(request: PersonRequest, system: System, page: Any, **context: Any) -> HttpResponse:
    numbers = page.paginator.get_elided_page_range(page.number)
    return render(request, "systems/neighbours.html", {"system": system, "page": page, "numbers": numbers, **context})
