"""Coming in by an address that is a secret; and where somebody goes on whose first factor was right: to the page that
was wanted, or to their second factor."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.services import known_browsers
from accounts.services.second_factor import pending

Answer = Callable[[HttpRequest, str], HttpResponse]


def shown_or_spent(request: HttpRequest, token: str, *, show: Answer, spend: Answer) -> HttpResponse:
    """Looking spends nothing, however often and by whomever; the button spends the link once."""
    response = spend(request, token) if request.method == "POST" else show(request, token)
    # The address of this page is the secret: no other page, not even our own, is told that one came from here.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def arrived(request: HttpRequest, *, email: str, next_path: str, remember: bool = True) -> HttpResponse:
    """`remember`: from now on the browser is known for this address; after the second factor, where there is one."""
    if pending.is_waiting(request):
        if not remember:
            pending.forget_browser(request)
        wanted = f"?{urlencode({'next': next_path})}" if next_path else ""
        return redirect(f"{reverse('accounts:second_factor_pass')}{wanted}")
    response = redirect(next_path or "home")
    if remember:
        known_browsers.remember(request, response, email)
    return response
