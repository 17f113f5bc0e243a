"""Where a request comes from: its browser, and the page it wants to get back to."""

from __future__ import annotations

import hashlib
import re
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

BROWSER_COOKIE = "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"
BROWSER_COOKIE_AGE = 24 * 60 * 60
BROWSER_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
NEXT_LENGTH = 500


def browser_secret(request: HttpRequest) -> str:
    """What only this browser knows: the one it already has, else a new one, which the answer must carry to it."""
    known = request.COOKIES.get(BROWSER_COOKIE, "")
    return known if BROWSER_SECRET.fullmatch(known) else secrets.token_urlsafe(32)


def remember_browser(response: HttpResponseBase, secret: str) -> None:
    response.set_cookie(
        BROWSER_COOKIE,
        secret,
        max_age=BROWSER_COOKIE_AGE,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",  # the link is opened from a mail, which is a step from elsewhere
    )


def hash_of(secret: str) -> str:
    """What is kept of a secret of our own making: random as it is, it needs no salt and no slow hash.

    Whatever an address or a header holds has one, also what is no text."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def safe_path(request: HttpRequest, given: str) -> str:
    """The path of a page of this portal, or nothing: what an address or a form says is never followed elsewhere."""
    if not given or not url_has_allowed_host_and_scheme(
        given, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return ""
    parts = urlsplit(given)
    path = parts._replace(scheme="", netloc="").geturl()
    fits = path.startswith("/") and not path.startswith(("//", "/sign-in/", "/sign-out/")) and len(path) <= NEXT_LENGTH
    return path if fits else ""


def wanted_path(request: HttpRequest) -> str:
    """The `next` of a form or an address, checked."""
    return safe_path(request, request.POST.get("next") or request.GET.get("next") or "")
