"""What a draft would change: asked for, waited for, read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from policies.actions import drafts as actions
from policies.models import PolicySimulation, PolicyVersion, SimulatedChange
from policies.presenters.simulation import Names, change_in_words, named, names_in_draft, summary
from policies.services import in_force as policies
from policies.views.versions import crumbs
from presentation.contradictions import title_of
from presentation.numbers import grouped_number
from questionnaires.services.versions import DraftGone

PER_PAGE = 50
LATE = timedelta(minutes=2)


@require_POST
@permission_required(Permission.EDIT_POLICY)
@once
def simulate(request: PersonRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(PolicyVersion.objects.for_user(request.user), pk=pk)
    try:
        simulation = actions.ask_for_simulation(draft=draft, by=request.user)
    except DraftGone:
        return redirect("policies:version", draft.pk)
    return redirect("policies:simulation", simulation.pk)


@require_safe
@permission_required(Permission.EDIT_POLICY)
def simulation(request: PersonRequest, pk: int) -> HttpResponse:
    """The numbers and the systems; while it is worked out, how far it has come. For htmx, only that part."""
    known = PolicySimulation.objects.select_related("policy")
    row = get_object_or_404(known.filter(policy__in=PolicyVersion.objects.for_user(request.user)), pk=pk)
    under_way = row.ended_at is None
    if request.htmx and request.htmx.target == "simulation" and under_way:
        return render(request, "policies/_simulating.html", state(row))
    context = {**state(row), **({} if under_way or row.error else result(request, row)), "crumbs": trail(row)}
    response = render(request, "policies/simulation.html", context)
    if request.htmx:
        response["HX-Refresh"] = "true"
    return response


def state(row: PolicySimulation) -> dict[str, Any]:
    waited = timezone.now() - (row.seen_at or row.created_at)
    return {
        "simulation": row,
        "draft": row.policy,
        "under_way": row.ended_at is None,
        "late": waited > LATE,
        "done": grouped_number(row.done),
        "total": grouped_number(row.total),
    }


def result(request: PersonRequest, row: PolicySimulation) -> dict[str, object]:
    found = chosen(request, row)
    page = paged(request, found)
    in_force = policies.current().version
    names = names_in_draft(row)
    return {
        **summary(row),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [change_in_words(change, row.result["currency"], names) for change in page],
        "chip": chip(request, names),
        "fresh": row.revision == row.policy.revision and row.against == in_force and not row.policy.published_at,
    }


def chosen(request: PersonRequest, row: PolicySimulation) -> QuerySet[SimulatedChange]:
    """All changes, or those that one of the counts above is about."""
    changes = row.changes.select_related("system")
    code = request.GET.get("code", "")
    match request.GET.get("show"):
        case "plan":
            return changes.filter(plan_changes=True)
        case "strategy":
            return changes.exclude(strategy_before=F("strategy_after"))
        case "tier":
            same = Q(tier_before=F("tier_after")) | Q(tier_before=None, tier_after=None)
            return changes.exclude(same)
        case "move":
            before, after = (request.GET.get(name, "") for name in ("from", "to"))
            return changes.filter(strategy_before=before, strategy_after=after)
        case ("comes" | "goes") as way:
            return changes.filter(**{f"{way}__contains": f" {code} "})
        case _:
            return changes


def paged(request: PersonRequest, found: QuerySet[SimulatedChange]) -> Page[SimulatedChange]:
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def chip(request: PersonRequest, names: Names) -> str:
    """The filter in use, in words."""
    given = request.GET.get
    said = {
        "plan": gettext("Another plan"),
        "strategy": gettext("Another strategy"),
        "tier": gettext("Another cost tier"),
        "move": f"{named(given('from', ''), names)} → {named(given('to', ''), names)}",
        "comes": gettext("Comes: %(title)s") % {"title": title_of(given("code", ""))},
        "goes": gettext("Goes: %(title)s") % {"title": title_of(given("code", ""))},
    }
    return said.get(given("show", ""), "")


def trail(row: PolicySimulation) -> list[dict[str, object]]:
    crumb = crumbs(gettext("What it would change"))
    label = row.policy.version if row.policy.published_at else gettext("Draft")
    crumb.insert(1, {"label": label, "url": reverse("policies:draft", args=[row.policy_id])})
    return crumb
