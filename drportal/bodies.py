"""What a request brings is read before anything else asks for it, and what cannot be taken gets a page that says so."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from accounts.services.bodies import FAULT, NoFiles, may_bring_files, most_bytes

TOO_LATE, TOO_MUCH, UNREADABLE = 408, 413, 400
PAGES = {TOO_LATE: "400.html", TOO_MUCH: "413.html", UNREADABLE: "400.html"}


class BodyMiddleware:
    """Else the first to read is the protection against forgery, and again the page that tells of the error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        fault = request.META.get(FAULT) or (fault_of(request) if request.method == "POST" else 0)
        if not fault:
            return self.get_response(request)
        return render(request, PAGES[fault], status=fault)


def fault_of(request: HttpRequest) -> int:
    """The status of what is wrong with the body; 0 when it is read and fits."""
    if length_of(request) > most_bytes(request.path_info):
        return TOO_MUCH
    if not (request.user.is_authenticated and may_bring_files(request.path_info)):
        request.upload_handlers = [NoFiles(request)]
    try:
        request.POST  # noqa: B018  (reading is the question)
    except RequestDataTooBig:
        return TOO_MUCH
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return UNREADABLE
    return 0


def length_of(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
