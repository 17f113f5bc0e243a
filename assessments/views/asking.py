"""Asking owners for answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from assessments.actions import asking
from assessments.forms.asking import AskManyForm
from assessments.models import Asking
from assessments.services import asking_many, inviting
from assessments.services.inviting import Asked
from background.views import page_of_work
from presentation.numbers import grouped_number
from systems.models import System
from systems.presenters.upwards import reverse_or_nothing
from systems.queries import standing

AT_ONCE = 500
LONGEST_QUERY = 2000


@permission_required(Permission.INVITE_OWNERS)
@require_POST
@once
def invite(request: PersonRequest, key: str) -> HttpResponse:
    """Ask the owner of one system."""
    known = System.objects.for_user(request.user).select_related("owner")
    system = get_object_or_404(known, key=key)
    tell(request, inviting.invite(systems=[system], by=request.user))
    return redirect("systems:detail", key=key)


@permission_required(Permission.INVITE_OWNERS)
@require_POST
@once
def invite_many(request: PersonRequest) -> HttpResponse:
    """Ask the owners of the systems chosen (`system`, by key), or of all that nobody was asked about (`all`)."""
    if request.POST.get("all"):
        asked = asking.ask_many(filters="state=to_ask", due_on=None, by=request.user)
        return redirect("assessments:asking", asked.pk)
    known = System.objects.for_user(request.user)
    chosen = known.in_use().filter(key__in=request.POST.getlist("system")[:AT_ONCE]).select_related("owner")
    tell(request, inviting.invite(systems=chosen.order_by("pk"), by=request.user))
    return redirect("assessments:to_do")


@permission_required(Permission.INVITE_OWNERS)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def ask_filtered(request: PersonRequest) -> HttpResponse:
    """Whom the list's filters find, and by when they are asked to answer; one press asks them all."""
    form = AskManyForm(request.POST if request.method == "POST" else None, initial={"due_on": inviting.due_day()})
    filters = request.GET.urlencode()[:LONGEST_QUERY]
    if request.method == "POST" and form.is_valid():
        asked = asking.ask_many(filters=filters, due_on=form.cleaned_data["due_on"], by=request.user)
        return redirect("assessments:asking", asked.pk)
    found = asking_many.found_by(Asking(asked_by=request.user, filters=filters)).order_by()
    reachable = found.filter(standing.WITH_OWNER)
    context = {
        "form": form,
        "systems": found.count(),
        "owners": reachable.values("owner").distinct().count(),
        "unreachable": found.filter(standing.WITHOUT_OWNER).count(),
        "list_url": f"{reverse('systems:list')}?{filters}",
        "campaign_url": f"{reverse_or_nothing('campaigns:begin')}?{filters}",
    }
    return render(request, "assessments/asking/form.html", context, status=422 if form.errors else 200)


@permission_required(Permission.INVITE_OWNERS)
@require_safe
def progress(request: PersonRequest, pk: int) -> HttpResponse:
    """How far it is; for htmx, only that part, until it has ended."""
    row = get_object_or_404(Asking, pk=pk)
    context = {"asking": row, "under_way": row.ended_at is None, "list_url": f"{reverse('systems:list')}?{row.filters}"}
    whole, part = "assessments/asking/progress.html", "assessments/asking/_progress.html"
    return page_of_work(request, whole=whole, part=part, context=context)


def tell(request: PersonRequest, asked: Asked) -> None:
    """What came of it, in whole sentences."""
    if asked.now:
        owners = {system.owner for system in asked.now}
        text = ngettext(
            "%(owner)s is asked by mail about %(systems)s.",
            "%(count)s owners are asked by mail about %(systems)s.",
            len(owners),
        )
        messages.success(
            request,
            text % {"owner": next(iter(owners)), "count": grouped_number(len(owners)), "systems": names(asked.now)},
        )
    if asked.before:
        messages.info(request, gettext("Asked before, and not decided yet: %s.") % names(asked.before))
    if asked.nobody:
        messages.warning(
            request,
            gettext("Nobody could be asked about %s. Name an owner who may sign in first.") % names(asked.nobody),
        )
    if not (asked.now or asked.before or asked.nobody):
        messages.info(request, gettext("No system was chosen, so nobody was asked."))


def names(systems: list[System], most: int = 3) -> str:
    shown = ", ".join(system.name for system in systems[:most])
    more = len(systems) - most
    return (
        shown
        if more <= 0
        else ngettext("%(shown)s and one more", "%(shown)s and %(n)s more", more)
        % {"shown": shown, "n": grouped_number(more)}
    )
