"""Asking owners for answers, and the owner's way in from the mail."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from assessments.actions import asking
from assessments.actions.asking import Asked
from assessments.models import Assessment
from assessments.queries import not_asked
from questionnaires.services import wizard
from systems.models import System

AT_ONCE = 500


@permission_required(Permission.INVITE_OWNERS)
@require_POST
def invite(request: PersonRequest, key: str) -> HttpResponse:
    """Ask the owner of one system."""
    known = System.objects.for_user(request.user).select_related("owner")
    system = get_object_or_404(known, key=key)
    tell(request, asking.invite(systems=[system], by=request.user))
    return redirect("systems:detail", key=key)


@permission_required(Permission.INVITE_OWNERS)
@require_POST
def invite_many(request: PersonRequest) -> HttpResponse:
    """Ask the owners of the systems chosen (`system`, by key), or of all that nobody was asked about (`all`)."""
    known = System.objects.for_user(request.user)
    if request.POST.get("all"):
        chosen = not_asked(request.user)
    else:
        chosen = known.in_use().filter(key__in=request.POST.getlist("system")[:AT_ONCE]).select_related("owner")
    systems = list(chosen.order_by("pk")[: AT_ONCE + 1])
    asked = asking.invite(systems=systems[:AT_ONCE], by=request.user)
    tell(request, asked)
    if len(systems) > AT_ONCE:
        messages.info(request, gettext("There are more than can be asked about at once. Press the button again."))
    return redirect("assessments:to_do")


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
            request, text % {"owner": next(iter(owners)), "count": len(owners), "systems": names(asked.now)}
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
        else ngettext("%(shown)s and one more", "%(shown)s and %(n)s more", more) % {"shown": shown, "n": more}
    )


@require_safe
def begin(request: PersonRequest, key: str) -> HttpResponse:
    """To the owner's first open question; a round begins if none is under way. Where the mail's link leads."""
    system = get_object_or_404(System.objects.for_user(request.user).select_related("owner"), key=key)
    try:
        round_ = asking.begin(system=system, by=request.user)
    except asking.NotTheOwner as error:
        raise PermissionDenied(why_not(system)) from error
    return redirect(page_to_go_on(round_))


def page_to_go_on(round_: Assessment) -> str:
    topic = wizard.first_open(round_.questionnaire.document, round_.answers)
    if topic == wizard.CHECK or round_.state in (Assessment.State.SUBMITTED, Assessment.State.RETURNED):
        return reverse("assessments:check", args=[round_.public_id])
    return reverse("assessments:topic", args=[round_.public_id, topic])


def why_not(system: System) -> str:
    if system.status == System.Status.RETIRED:
        return gettext("%(system)s is retired, so nobody is asked about it any more.") % {"system": system.name}
    if system.owner is None:
        return gettext("Nobody is named as the owner of %(system)s yet, so nobody can answer.") % {
            "system": system.name
        }
    return gettext("Only %(name)s answers the questions about %(system)s.") % {
        "name": system.owner,
        "system": system.name,
    }
