"""The page of a system about its check-ins: the address, how to call it, what has come."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest
from checkins.actions.addresses import renew_address, revoke_address
from checkins.presenters.page import page_about
from systems.models import System
from systems.services.rights import may_say_protection


@require_safe
def page(request: PersonRequest, key: str) -> HttpResponse:
    return shown_page(request, one(request, key))


@require_POST
def renew(request: PersonRequest, key: str) -> HttpResponse:
    """A new address, said once, in this answer: it is kept nowhere. Pressed twice, the later one holds and is shown."""
    system = changeable(request, key)
    return shown_page(request, system, token=renew_address(system=system, by=request.user))


@require_POST
def revoke(request: PersonRequest, key: str) -> HttpResponse:
    system = changeable(request, key)
    if revoke_address(system=system, by=request.user):
        messages.success(request, gettext("The address is revoked. Whoever calls it gets a 404."))
    return redirect("checkins:page", system.key)


def shown_page(request: PersonRequest, system: System, *, token: str = "") -> HttpResponse:
    may_change = may_say_protection(request.user, system) and system.status != System.Status.RETIRED
    context = {"system": system, "may_change": may_change, **page_about(system, token)}
    return render(request, "checkins/page.html", context)


def changeable(request: PersonRequest, key: str) -> System:
    """Raises PermissionDenied for whoever may not say what protects it; nothing is awaited of what is retired."""
    system = one(request, key)
    if not may_say_protection(request.user, system) or system.status == System.Status.RETIRED:
        raise PermissionDenied(Permission.EDIT_SYSTEMS)
    return system


def one(request: PersonRequest, key: str) -> System:
    return get_object_or_404(System.objects.for_user(request.user).select_related("technical_contact"), key=key)
