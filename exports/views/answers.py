"""Answers that are files."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header

Response = TypeVar("Response", bound=HttpResponseBase)


def as_file(response: Response, name: str) -> Response:
    """The same answer as a file of that name."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
