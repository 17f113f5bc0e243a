"""Beginning a campaign about what a list shows, moving its day, and closing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from campaigns.actions import campaigns as actions
from campaigns.forms.beginning import CampaignForm
from campaigns.forms.moving import MoveForm
from campaigns.services.candidates import candidates
from campaigns.views.reading import campaign_or_404, campaign_page
from presentation.numbers import grouped_number

LONGEST_QUERY = 2000


@permission_required(Permission.INVITE_OWNERS)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def begin(request: PersonRequest) -> HttpResponse:
    """One button shows the waves as they would be; the other begins the campaign."""
    filters = request.GET.urlencode()[:LONGEST_QUERY]
    found = candidates(filters, request.user)
    form = CampaignForm(request.POST if request.method == "POST" else None, candidates=found)
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        campaign = actions.begin_campaign(
            name=form.cleaned_data["name"], filters=filters, waves=form.planned, by=request.user
        )
        messages.success(request, gettext("The campaign has begun. Each wave is asked by mail when its day comes."))
        return redirect("campaigns:campaign", campaign.pk)
    context = {
        "form": form,
        "planned": form.planned,
        "systems": len(found),
        "owners": len({each.owner for each in found if each.owner}),
        "unreachable": sum(each.owner is None for each in found),
        "list_url": f"{reverse('systems:list')}?{filters}",
    }
    return render(request, "campaigns/begin.html", context, status=422 if form.errors else 200)


@permission_required(Permission.INVITE_OWNERS)
@require_POST
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """All answers are due on another day."""
    campaign = campaign_or_404(request, pk)
    if campaign.closed_at:
        messages.info(request, gettext("The campaign is closed, so its day stays."))
        return redirect("campaigns:campaign", pk)
    form = MoveForm(request.POST, campaign=campaign)
    if not form.is_valid():
        return render(request, "campaigns/campaign.html", campaign_page(request, campaign, form), status=422)
    try:
        moved = actions.move_day(campaign=campaign, to=form.cleaned_data["due_on"], by=request.user)
    except actions.AskingNow:
        messages.warning(request, gettext("Owners are being asked at this moment. Move the day when that has ended."))
        return redirect("campaigns:campaign", pk)
    text = ngettext(
        "The day is moved. %(n)s system that was asked has the new day.",
        "The day is moved. %(n)s systems that were asked have the new day.",
        moved,
    )
    messages.success(request, text % {"n": grouped_number(moved)})
    return redirect("campaigns:campaign", pk)


@permission_required(Permission.INVITE_OWNERS)
@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    actions.close_campaign(campaign=campaign, by=request.user)
    messages.success(request, gettext("The campaign is closed. This page keeps how far everything was."))
    return redirect("campaigns:campaign", pk)
