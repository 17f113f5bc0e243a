"""Which objectives the company's tiers stand for: a table that imports read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from systems.actions.tiers import TiersChanged, set_tiers
from systems.forms.tiers import tiers_form
from systems.models import Tier
from systems.services.tiers import seen_of


@permission_required(Permission.IMPORT_SYSTEMS)
@require_http_methods(["GET", "HEAD", "POST"])
def tiers(request: PersonRequest) -> HttpResponse:
    """What was typed stays when it is refused, or when somebody else saved meanwhile."""
    known = list(Tier.objects.all())
    form, status = tiers_form(request.POST if request.method == "POST" else None, known), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_tiers(tiers=form.tiers, seen=request.POST.get("seen", ""), by=request.user)
            except TiersChanged:
                status = 409
            else:
                messages.success(request, gettext("The tiers are saved. The next import reads them."))
                return redirect("systems:tiers")
    context = {"form": form, "known": known, "seen": seen_of(known), "changed": status == 409}
    return render(request, "systems/tiers.html", context, status=status)
