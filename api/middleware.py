"""Every refusal under the addresses of programs is a problem: no program reads a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from api.services.problems import as_problem, is_problem

BELOW = "/api/v1/"


class ProblemMiddleware:
    """Far outside, so that it sees what the other middlewares refuse: a body too large, an unknown address, a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(BELOW) or response.status_code < 400 or is_problem(response):
            return response
        return as_problem(response)
