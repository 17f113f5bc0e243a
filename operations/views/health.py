"""What load balancers, containers and clusters ask: is it alive, can it serve, which release is it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from operations.services import readiness
from operations.services.readiness import OK


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503; and the release that answers."""
    state = readiness.database_state()
    return JsonResponse({"database": state, "release": settings.RELEASE}, status=200 if state == OK else 503)


@login_not_required
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all: a restart, which this is asked for, cures nobody else's absence."""
    return JsonResponse({"process": OK})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 when people could not be served from here: no database, tables of another release, no static files.

    A broker that is away is named but is no reason to send people elsewhere: rows carry what is owed until it is back.
    """
    needs = readiness.needs()
    status = 200 if all(need.met for need in needs if need.vital) else 503
    return JsonResponse({need.name: need.state for need in needs}, status=status)
