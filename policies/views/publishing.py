"""Putting a draft in force, after its consequences were seen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.second_person import AnotherPublishes
from policies.actions.publishing import NotSimulated, fresh_simulation, publish
from policies.models import PolicySimulation, PolicyVersion
from policies.presenters.differences import differences
from policies.presenters.simulation import summary
from policies.services import in_force as policies
from policies.services.simulation import policy_of
from policies.views.versions import crumbs
from presentation.numbers import whole_number
from questionnaires.services.versions import AlreadyPublished, DraftChanged, DraftGone

STALE = "policies/not_simulated.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_POLICY)
def publish_draft(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PolicyVersion.objects.for_user(request.user), pk=pk)
    if request.method == "POST":
        return sent(request, row)
    if row.published_at:
        return redirect("policies:version", row.pk)
    return confirm(request, row)


def sent(request: PersonRequest, row: PolicyVersion) -> HttpResponse:
    try:
        version = publish(draft=row, revision=whole_number(request.POST.get("revision", "")), by=request.user)
    except AlreadyPublished:
        messages.info(request, gettext("This draft was published already. Nothing more was done."))
    except DraftGone:
        messages.warning(request, gettext("The draft was removed meanwhile. Nothing was published."))
        return redirect("policies:policy")
    except AnotherPublishes:
        messages.warning(request, gettext("You wrote a part of this draft. Another architect publishes it."))
        return redirect("policies:draft", row.pk)
    except (DraftChanged, NotSimulated):
        return confirm(request, get_object_or_404(PolicyVersion, pk=row.pk), status=409)
    else:
        done = gettext("Version %(version)s is in force. Everything is calculated again in the background.")
        messages.success(request, done % {"version": version.version})
    return redirect("policies:progress")


def confirm(request: PersonRequest, row: PolicyVersion, status: int = 200) -> HttpResponse:
    """The confirm page with the simulation's numbers; without any that still hold, how to get them."""
    in_force = policies.current()
    simulation = fresh_simulation(row, in_force.version)
    changes = differences(in_force, policy_of(row))
    context = {"draft": row, "in_force": in_force, "changes": changes, "crumbs": crumbs(gettext("Publish"))}
    if simulation is None:
        return render(request, STALE, {**context, "asked": status == 409}, status=status)
    context |= {"simulation": simulation, "consequences": consequences(simulation), "again": status == 409}
    return render(request, "policies/publish.html", context, status=status)


def consequences(simulation: PolicySimulation) -> list[str]:
    numbers = summary(simulation)
    found = simulation.result
    plans = ngettext(
        "%(count)s of %(total)s systems gets another plan.",
        "%(count)s of %(total)s systems get another plan.",
        found["plans"],
    ) % {"count": numbers["count"]["plans"], "total": numbers["count"]["systems"]}
    cost = gettext("The yearly cost of recovery goes from %(before)s to %(after)s (%(known)s systems with known cost).")
    blocked = gettext("Something stands in the way of approval for %(after)s systems; now it is %(before)s.")
    return [
        plans,
        cost % {"before": numbers["cost"][0], "after": numbers["cost"][1], "known": numbers["known"][1]},
        blocked % {"before": numbers["blocked"][0], "after": numbers["blocked"][1]},
        gettext("Every system is calculated again in the background. Approvals stay as they are."),
    ]
