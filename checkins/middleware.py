"""Answers check-ins before sessions, forms and people are looked at: a job is none of these, and there are many."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from checkins.urls import PREFIX
from checkins.views.calling import check_in


class CheckInMiddleware:
    """Stands behind what gives every answer its number and its headers of safety, and before all else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        token = request.path_info.removeprefix(PREFIX)
        # The secret is taken out before anything can write it into a log.
        request.path = request.path_info = f"{PREFIX}…"
        request.resolver_match = ResolverMatch(check_in, (), {"token": token}, "check_in", ["checkins"], ["checkins"])
        return check_in(request, token)
