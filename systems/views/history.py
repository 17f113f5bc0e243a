"""All that happened to one system: its page shows the newest of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.forms import TrailFilterForm
from accounts.models import AuditEntry
from accounts.presenters.trail import told_entry
from accounts.services.access import PersonRequest
from systems.models import System

PER_PAGE = 50


@require_safe
def history(request: PersonRequest, key: str) -> HttpResponse:
    """Newest first, with what was before and is now of the facts; what people answered has pages of its own."""
    system = get_object_or_404(System.objects.for_user(request.user), key=key)
    form = TrailFilterForm(request.GET)
    del form.fields["q"]
    wanted = form.wanted()
    found = AuditEntry.objects.about("system", [system.pk]).matching(**wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "system": system,
        "form": form,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [told_entry(entry) for entry in page.object_list],
        "filtered": bool(wanted),
    }
    return render(request, "systems/history.html", context)
