"""How far a campaign is: by wave, unit and person, and each number with its list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from campaigns.forms.moving import MoveForm
from campaigns.forms.narrowing import NarrowForm
from campaigns.models import Campaign
from campaigns.presenters.downloads import campaign_files
from campaigns.presenters.progress import STEPS, by_person, by_unit, by_wave, with_links
from campaigns.services.progress import counted, day_of, progress_of, sent_in_time

PAGE = 50
FIRST_PEOPLE = 10


@permission_required(Permission.VIEW_ALL_SYSTEMS)
@require_safe
def campaigns(request: PersonRequest) -> HttpResponse:
    found = Campaign.objects.for_user(request.user).select_related("created_by")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    numbers = list(page.paginator.get_elided_page_range(page.number))
    context = {"page": page, "numbers": numbers, "may_begin": request.user.may(Permission.INVITE_OWNERS)}
    return render(request, "campaigns/list.html", context)


@permission_required(Permission.VIEW_ALL_SYSTEMS)
@require_safe
def campaign(request: PersonRequest, pk: int) -> HttpResponse:
    return render(request, "campaigns/campaign.html", campaign_page(request, campaign_or_404(request, pk)))


def campaign_page(request: PersonRequest, row: Campaign, form: MoveForm | None = None) -> dict[str, Any]:
    """What the page of a campaign shows; `form` with what was typed, where that cannot be."""
    progress, today = progress_of(row), day_of(row)
    people = by_person(row.pk, progress, today)
    return {
        "move_form": form or MoveForm(campaign=row),
        "campaign": row,
        "files": campaign_files(row.pk),
        "in_time": sent_in_time(progress),
        "all": with_links(row.pk, counted(progress, today), {}),
        "waves": by_wave(row, progress, today),
        "units": by_unit(row.pk, progress, today),
        "people": people[:FIRST_PEOPLE],
        "people_count": len(people),
        "may_close": request.user.may(Permission.INVITE_OWNERS) and row.closed_at is None,
    }


@permission_required(Permission.VIEW_ALL_SYSTEMS)
@require_safe
def systems(request: PersonRequest, pk: int) -> HttpResponse:
    """The systems behind a number, or all of them."""
    row = campaign_or_404(request, pk)
    progress, today = progress_of(row), day_of(row)
    form = NarrowForm(request.GET, progress=progress)
    found = form.narrowed(progress, today)
    rows = [{"each": each, "step": STEPS[each.step], "late": each.late(today)} for each in found]
    return render(request, "campaigns/systems.html", {"campaign": row, "form": form, **page_of(request, rows)})


@permission_required(Permission.VIEW_ALL_SYSTEMS)
@require_safe
def people(request: PersonRequest, pk: int) -> HttpResponse:
    """Everybody who is asked, who owes most first."""
    row = campaign_or_404(request, pk)
    rows = by_person(pk, progress_of(row), day_of(row))
    return render(request, "campaigns/people.html", {"campaign": row, **page_of(request, rows)})


def page_of(request: PersonRequest, rows: list[Any]) -> dict[str, Any]:
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {"page": page, "numbers": list(page.paginator.get_elided_page_range(page.number))}


def campaign_or_404(request: PersonRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.for_user(request.user).select_related("created_by", "closed_by"), pk=pk)
