"""A person's page about their calendar, and the calendar itself for who knows its address."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.signing_in import FROM_MAIL
from accounts.services.access import PersonRequest
from accounts.services.zones import zone_of
from calendars.actions import renew_address, revoke_address
from calendars.forms import CalendarForm
from calendars.presenters import calendar_of
from calendars.queries import due_for
from calendars.services import address_of, address_with, pace


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: PersonRequest) -> HttpResponse:
    """A new address is said once, in this answer. Pressed twice, the later one holds and is shown."""
    form = CalendarForm(request.POST if request.method == "POST" else None, person=request.user)
    token = ""
    if request.method == "POST":
        if FROM_MAIL in request.session:  # an address would outlast what the mail asks
            raise PermissionDenied(gettext("You came by the link of a mail. Sign in to make a calendar."))
        if form.is_valid():
            token = renew_address(by=request.user, everything=form.cleaned_data.get("everything", False))
    address = address_of(request.user)
    if address is not None:
        form = CalendarForm(initial={"everything": address.everything}, person=request.user)
    url = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('calendars:feed', args=[token])}" if token else ""
    subscribe = f"webcal://{url.partition('://')[2]}"
    context = {"form": form, "address": address, "url": url, "subscribe": subscribe}
    return render(request, "calendars/own.html", context)


@require_POST
def revoke(request: PersonRequest) -> HttpResponse:
    if revoke_address(by=request.user):
        messages.success(request, gettext("The address is revoked. Whoever fetches it gets a 404."))
    return redirect("calendars:own")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """What is due for the person whose secret this is, in their language and zone; for everybody else no such page."""
    address = address_with(token)
    if address is None:
        raise Http404
    person = address.person
    if seconds := pace.seconds_to_wait(address.token_hash):
        return HttpResponse(status=429, content_type="text/plain", headers={"Retry-After": str(seconds)})
    spoken = person.language or person.last_language or settings.LANGUAGE_CODE
    with translation.override(spoken), timezone.override(zone_of(person.time_zone)):
        content = calendar_of(due_for(person, everything=address.everything))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = spoken
    response.headers["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response) or response
