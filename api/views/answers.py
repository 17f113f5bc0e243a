"""What every answer to a program carries: an entity tag, the limit, and no cookie's protection."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from api.views.interface import limit_headers

View = Callable[..., HttpResponse]


def for_programs(view: View) -> View:
    """Reached without a session, since the token is asked for inside; who has read the same before gets a 304."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = view(request, *args, **kwargs)
        request.method = asked
        if (allowance := getattr(request, "allowance", None)) is not None:
            for name, value in limit_headers(allowance).items():
                response.headers[name] = value
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return answering
