"""Signing in at an OpenID provider: there with one press of a button, and back."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.people import PersonChanged
from accounts.actions.providers import NotLetIn, sign_in_by_provider
from accounts.forms import SignInForm
from accounts.services import limits
from accounts.services.identity import openid
from accounts.services.identity.provider import Provider
from accounts.services.networks import network_of
from accounts.services.origin import safe_path, wanted_path
from accounts.views.arrival import arrived
from accounts.views.sign_in import too_many

logger = logging.getLogger(__name__)


def provider_or_404(key: str) -> Provider:
    provider: Provider | None = settings.SIGN_IN_PROVIDERS.get(key)
    if provider is None:
        raise Http404
    return provider


@login_not_required
@never_cache
@require_POST
def begin(request: HttpRequest, provider_key: str) -> HttpResponse:
    """A page that leads on by itself: browsers follow no form of ours to another host, as our policy asks of them."""
    provider, next_path = provider_or_404(provider_key), wanted_path(request)
    try:
        limits.count(limits.PROVIDERS_FROM, network_of(request))
    except limits.TooMany as limit:
        form = SignInForm({})
        form.errors.clear()  # nothing was typed
        return too_many(request, form, next_path, limit)
    try:
        address = openid.begin(request, provider, next_path)
    except openid.NotRecognised as fault:
        return failed(request, provider, fault)
    return render(request, "accounts/provider_begin.html", {"provider": provider, "address": address})


@login_not_required
@never_cache
@require_safe
def callback(request: HttpRequest, provider_key: str) -> HttpResponse:
    """Back from the provider. Without what this browser was sent off with, it opens nothing."""
    provider = provider_or_404(provider_key)
    try:
        who, next_path = openid.finish(request, provider)
        person = sign_in_by_provider(request=request, who=who)
    except openid.NotRecognised as fault:
        return failed(request, provider, fault)
    except NotLetIn:
        return render(request, "accounts/provider_no_account.html", {"provider": provider}, status=403)
    except PersonChanged:
        return failed(request, provider, openid.NotRecognised("the person was changed meanwhile"))
    return arrived(request, email=person.email, next_path=safe_path(request, next_path))


def failed(request: HttpRequest, provider: Provider, fault: openid.NotRecognised) -> HttpResponse:
    """What went wrong is for the operator, in the log; the person can try again."""
    if fault.cancelled:
        messages.info(request, gettext("You did not sign in. Nothing has changed."))
        return redirect("accounts:sign_in")
    logger.warning("Signing in at %s did not work: %s", provider.issuer, fault)
    return render(request, "accounts/provider_failed.html", {"provider": provider}, status=400)
