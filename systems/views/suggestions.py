"""Suggestions while one types: options for a text field's list. The fields work without them."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from presentation.forms.widgets import typed_in
from systems.models import System

MOST = 12


@require_safe
@permission_required(Permission.EDIT_SYSTEMS)
def systems(request: PersonRequest) -> HttpResponse:
    typed = typed_in(request)
    found = System.objects.for_user(request.user).in_use()
    found = found.filter(Q(name__icontains=typed) | Q(key__icontains=typed)).order_by("name")
    return options(request, list(found.values_list("key", "name")[:MOST]))


@require_safe
@permission_required(Permission.EDIT_SYSTEMS, Permission.VIEW_ALL_SYSTEMS)
def people(request: PersonRequest) -> HttpResponse:
    """People by address or name. Who only reads the catalogue is offered those who own something in it."""
    typed = typed_in(request)
    found = User.objects.active().filter(Q(email__icontains=typed) | Q(name__icontains=typed))
    if not request.user.may(Permission.EDIT_SYSTEMS):
        found = found.filter(owned_systems__isnull=False).distinct()
    return options(request, list(found.order_by("email").values_list("email", "name")[:MOST]))


def options(request: PersonRequest, found: list[tuple[str, str]]) -> HttpResponse:
    return render(request, "systems/_options.html", {"options": found})
