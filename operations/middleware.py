"""Each request has a number of its own, which its log lines and its answer carry; how long it took is kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

from operations.services import request_times

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
logger = logging.getLogger("drportal.access")


class RequestMiddleware:
    """Outermost, so that it sees every answer, refusals too. The log names the address without its query: what people
    search for, and what a link carries, is theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = number_of(request)
        with bound_contextvars(request_id=number):
            begun = perf_counter()
            response = self.get_response(request)
            seconds = perf_counter() - begun
            route = getattr(request.resolver_match, "view_name", "") or "none"
            if not request.path_info.startswith(settings.STATIC_URL):
                request_times.observe(request.method or "", route, response.status_code, seconds)
            if settings.ACCESS_LOG and not request.path_info.startswith(("/health/", settings.STATIC_URL)):
                logger.info("%s %s %d %.0f ms", request.method, request.path, response.status_code, seconds * 1000)
        response.headers[HEADER] = number
        return response


def number_of(request: HttpRequest) -> str:
    """The proxy's number where one is trusted, so that both logs can be laid side by side; else a new one."""
    given = request.headers.get(HEADER, "")
    return given if settings.SECURE_PROXY_SSL_HEADER and GIVEN.fullmatch(given) else uuid4().hex
