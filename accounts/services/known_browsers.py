"""Browsers in which a person has signed in before: other people's guesses do not use up what they may try."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from accounts.models import normal_email

COOKIE = "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"
AGE = 365 * 24 * 60 * 60  # seconds
SALT = "accounts.services.known_browsers"
MOST_PEOPLE = 5  # of one browser; who comes back after five others begins anew


def known_as(request: HttpRequest, email: str) -> str:
    """What tries of this browser for this address are counted under; nothing for a browser that was never let in."""
    browser = _remembered_by(request)
    return f"{browser['id']}:{_mark(email)}" if _mark(email) in browser["people"] else ""


def last_let_in(request: HttpRequest, email: str) -> bool:
    """Whether the last whom this browser let in has this address. A shared one is nobody else's meanwhile."""
    return bool(_remembered_by(request)["people"][:1] == [_mark(email)])


def has_let_in(request: HttpRequest) -> bool:
    """Whether anybody has signed in with this browser."""
    return bool(_remembered_by(request)["people"])


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """From now on this browser is known for the address. It opens nothing: it only may be wrong by itself."""
    browser = _remembered_by(request)
    others = [person for person in browser["people"] if person != _mark(email)]
    said = {"id": browser["id"], "people": [_mark(email), *others][:MOST_PEOPLE]}
    response.set_cookie(
        COOKIE,
        signing.dumps(said, salt=SALT),
        max_age=AGE,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _remembered_by(request: HttpRequest) -> dict[str, Any]:
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE))
    except signing.BadSignature:
        return {"id": secrets.token_urlsafe(16), "people": []}


def _mark(email: str) -> str:
    """Recognises the address, and does not tell it to whom finds the cookie."""
    return salted_hmac(SALT, normal_email(email), algorithm="sha256").hexdigest()[:24]
