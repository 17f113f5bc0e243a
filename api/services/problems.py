"""Refusals as problem details (RFC 9457): one form for every error, whoever found it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpResponse

CONTENT_TYPE = "application/problem+json"
OF_THE_PAGE = {"content-type", "content-length", "content-encoding", "etag"}
"""Headers about a body that goes."""


def problem(
    status: int,
    detail: str = "",
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """`detail` is for people; each of `errors` names the `field` that it is about."""
    body: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = [dict(error) for error in errors]
    kept = {**(headers or {}), "Content-Type": CONTENT_TYPE}
    return HttpResponse(json.dumps(body), status=status, headers=kept)


def is_problem(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith(CONTENT_TYPE)


def as_problem(response: HttpResponse) -> HttpResponse:
    """The same refusal in the form that programs get, with all that protects an answer."""
    headers = {name: value for name, value in response.items() if name.lower() not in OF_THE_PAGE}
    return problem(response.status_code, headers=headers)
