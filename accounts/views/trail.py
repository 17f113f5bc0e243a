"""The audit trail, for those who may read all of it, and whether it holds."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import TrailFilterForm
from accounts.models import AuditEntry
from accounts.permissions import Permission
from accounts.presenters.trail import told_entry
from accounts.services import audit, trail_files
from accounts.services.access import PersonRequest, permission_required

A_PAGE = 50


@require_safe
@permission_required(Permission.VIEW_TRAIL)
def trail(request: PersonRequest) -> HttpResponse:
    """Who did what to what and when, newest first."""
    return shown(request)


@require_POST
@permission_required(Permission.VIEW_TRAIL)
def verify(request: PersonRequest) -> HttpResponse:
    """The same page, with what a walk along the whole chain has found. It changes nothing, but takes a while."""
    return shown(request, verdict=audit.verify())


def shown(request: PersonRequest, verdict: audit.Verdict | None = None) -> HttpResponse:
    form = TrailFilterForm(request.GET)
    wanted = form.wanted()
    page = Paginator(AuditEntry.objects.matching(**wanted), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [told_entry(entry) for entry in page.object_list],
        "filtered": bool(wanted),
        "files": trail_files.downloads(request.GET, page.paginator.count),
        "verdict": verdict,
    }
    return render(request, "accounts/trail.html", context)
