"""Signing in by an e-mailed link: asked for here, opened in the same browser, spent by one press of a button."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import signing_in
from accounts.forms import LinkForm
from accounts.models import SignInLink
from accounts.services import known_browsers, links
from accounts.services.access import only_with
from accounts.services.limits import TooMany
from accounts.services.networks import network_of
from accounts.services.origin import browser_secret, hash_of, remember_browser, safe_path, wanted_path
from accounts.views.arrival import arrived, shown_or_spent
from accounts.views.sign_in import refused, too_many


@login_not_required
@never_cache
@require_POST
@only_with("SIGN_IN_BY_LINK")
def send_link(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, whether somebody is known by it or not."""
    form, next_path = LinkForm(request.POST), wanted_path(request)
    if not form.is_valid():
        return refused(request, form, next_path)
    secret = browser_secret(request)
    email = form.cleaned_data["email"]
    known = known_browsers.known_as(request, email)
    try:
        signing_in.request_link(
            email=email, network=network_of(request), browser=secret, next_path=next_path, known=known
        )
    except TooMany as limit:
        return too_many(request, form, next_path, limit)
    minutes = int(links.LIFETIME.total_seconds() // 60)
    context = {"email": email, "next_path": next_path, "minutes": minutes}
    response = render(request, "accounts/link_sent.html", context)
    remember_browser(response, secret)
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_with("SIGN_IN_BY_LINK")
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    return shown_or_spent(request, token, show=show, spend=spend)


def show(request: HttpRequest, token: str) -> HttpResponse:
    link = links.find(token)
    if link and request.user == link.user:
        return redirect(safe_path(request, link.next_path) or "home")
    if link is None or link.spent_at or link.expires_at <= timezone.now() or not signing_in.person_of(link).is_active:
        return over(request, link)
    if not constant_time_compare(link.browser_hash, hash_of(browser_secret(request))):
        return render(request, "accounts/link_elsewhere.html", {"link": link}, status=403)
    return render(request, "accounts/link.html", {"link": link})


def spend(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = signing_in.sign_in_by_link(request=request, token=token, browser=browser_secret(request))
    except signing_in.LinkOver:
        return show(request, token)
    return arrived(request, email=signing_in.person_of(link).email, next_path=safe_path(request, link.next_path))


def over(request: HttpRequest, link: SignInLink | None) -> HttpResponse:
    """The same for a link that was spent, that is too old, and that never was; a known one can be sent anew."""
    return render(request, "accounts/link_over.html", {"link": link}, status=410)
