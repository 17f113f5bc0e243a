"""What every answer to a program carries: an entity tag, the limit, and no cookie's protection."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import Schema

from api.services.etags import matches, tagged
from api.views.interface import Stopped, interface, say_limits

View = Callable[..., HttpResponse]
SAFE = ("GET", "HEAD")
WHOLE = (200, 201)
"""What answers with the thing itself, which has a tag."""


def for_programs(view: View) -> View:
    """Reached without a session, since the token is asked for inside; who has read the same before gets a 304."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = view(request, *args, **kwargs)
        request.method = asked
        say_limits(request, response)
        if response.status_code not in WHOLE:
            return response
        etag = tagged(response)
        # A change was held against If-Match before it was made.
        if asked not in SAFE:
            return response
        return get_conditional_response(request, etag=etag, response=response) or response

    return answering


def answer(request: HttpRequest, out: Schema, *, status: int = 200) -> HttpResponse:
    """The one way in which a thing that can be changed is written down: its tag is that of these bytes."""
    return interface.create_response(request, out.model_dump(by_alias=True), status=status)


def must_match(request: HttpRequest, header: str | None, out: Schema) -> None:
    """Whoever changes a thing says which state they have read. Raises Stopped: 428 without, 412 with another one."""
    if header is None:
        raise Stopped(428, _("Send the ETag that you have read as If-Match."))
    if not matches(header, tagged(answer(request, out))):
        raise Stopped(412, _("Somebody has changed it since you read it. Read it again."))
