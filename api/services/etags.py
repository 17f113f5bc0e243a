"""Entity tags: of which state an answer speaks, and whether a change was made knowing the state of now."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.utils.http import parse_etags

ANY = "*"


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def tagged(response: HttpResponse) -> str:
    """Gives the answer its tag, which is returned too."""
    etag = etag_of(response.content)
    response.headers["ETag"] = etag
    return etag


def matches(header: str, etag: str) -> bool:
    """Whether `If-Match` names this state. A weak tag names none (RFC 9110, 13.1.1)."""
    named = parse_etags(header)
    return named == [ANY] or etag in named
