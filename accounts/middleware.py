"""Signing in where it is needed, and each page in the person's own language and time zone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts.services.origin import safe_path
from accounts.services.second_factor import factors, pending
from accounts.services.zones import zone_of

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Default deny. Whoever was signed out meanwhile keeps what they typed and can get back to their page."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page_of(request)})}"
        if request.headers.get("HX-Request") != "true":
            return redirect(url)
        # A fragment of a page: a sign-in page has no place in it, and leaving the page would lose what was typed.
        response = render(request, "accounts/_signed_out.html", {"sign_in_url": url}, status=422)
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML show:top"
        return response


def page_of(request: HttpRequest) -> str:
    """The page to come back to: where a form was sent from, since its target may answer no plain visit."""
    if request.headers.get("HX-Request") == "true":
        return safe_path(request, request.headers.get("HX-Current-URL", "")) or "/"
    if request.method in SAFE_METHODS:
        return request.get_full_path()
    return safe_path(request, request.headers.get("Referer", "")) or "/"


class SecondFactorMiddleware:
    """Of whom a second factor is asked, and who has none yet, sets it up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        open_to_all = not getattr(view_func, "login_required", True)
        if open_to_all or not request.user.is_authenticated or pending.PASSED in request.session:
            return None
        if getattr(view_func, "before_second_factor", False) or not factors.is_required_of(request.user):
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(headers={"HX-Redirect": resolve_url("accounts:second_factor")})
        return redirect("accounts:second_factor")


class PersonalSettingsMiddleware:
    """Language: the profile's, else the browser's. Time zone: the profile's. Signed-in pages are not stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        language = (person.language if person else "") or translation.get_language_from_request(request)
        # Activated rather than overridden: a streamed answer is still being written after this returns.
        translation.activate(language)
        timezone.activate(zone_of(person.time_zone if person else ""))
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        if person or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        else:
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response
