"""The link of a mail that asks: a look shows a button, the button lets in. Everybody else comes to the sign-in page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import signing_in
from accounts.forms import LinkForm
from accounts.services import mail_links
from accounts.services.limits import TooMany
from accounts.services.networks import network_of
from accounts.services.origin import safe_path, wanted_path
from accounts.views.arrival import arrived, shown_or_spent
from accounts.views.sign_in import too_many


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    return shown_or_spent(request, token, show=show, spend=spend)


def show(request: HttpRequest, token: str) -> HttpResponse:
    link = mail_links.find(token)
    if link is None or request.user == link.user or not mail_links.opens(link, request):
        return by_hand(request)
    return render(request, "accounts/mail_link.html", {"link": link})


def spend(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = signing_in.sign_in_from_mail(request=request, token=token, network=network_of(request))
    except TooMany as limit:
        form = LinkForm(request.GET)
        form.is_valid()
        return too_many(request, form, wanted_path(request), limit)
    except signing_in.LinkOver:
        return by_hand(request)
    remember = mail_links.in_known_browser(link, request)
    return arrived(request, email=link.user.email, next_path=safe_path(request, link.next_path), remember=remember)


def by_hand(request: HttpRequest) -> HttpResponse:
    """To the sign-in page as any invitation; it leads on at once whoever is in. The same for a link that is over, that
    does not open here, and that never was."""
    wanted = {"email": request.GET.get("email", "")[:254], "next": wanted_path(request)}
    said = urlencode({name: value for name, value in wanted.items() if value})
    return redirect(f"{reverse('accounts:sign_in')}?{said}" if said else "accounts:sign_in")
