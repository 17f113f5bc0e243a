"""Asking owners for answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from assessments.actions import asking
from assessments.actions.asking import Asked
from assessments.queries import not_asked
from systems.models import System

AT_ONCE = 500


@permission_required(Permission.INVITE_OWNERS)
@require_POST
@once
def invite(request: PersonRequest, key: str) -> HttpResponse:
    """Ask the owner of one system."""
    known = System.objects.for_user(request.user).select_related("owner")
    system = get_object_or_404(known, key=key)
    tell(request, asking.invite(systems=[system], by=request.user))
    return redirect("systems:detail", key=key)


@permission_required(Permission.INVITE_OWNERS)
@require_POST
@once
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
