"""Passkeys: made in the profile, shown after the first factor. The browser needs a script for both."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import second_factor as actions
from accounts.forms import CodeForm, PasskeyForm
from accounts.services.access import PersonRequest, before_second_factor
from accounts.services.limits import TooMany
from accounts.services.origin import wanted_path
from accounts.services.second_factor import passkeys, pending
from accounts.views.arrival import arrived
from accounts.views.pauses import TOO_MANY_REQUESTS, say_pause, with_pause
from accounts.views.second_factor import asked, later, recovery_codes


@require_http_methods(["GET", "HEAD", "POST"])
@before_second_factor
def add(request: PersonRequest) -> HttpResponse:
    """A name for it, and what the browser has made."""
    if not actions.may_change(request):
        return later(request)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.add_passkey(request=request, by=request.user, **form.cleaned_data)
        except actions.DoesNotFit:
            form.add_error(None, gettext("The passkey was not made. Try again; your browser needs scripts for it."))
        else:
            return recovery_codes(request, codes)
    return render(request, "accounts/passkey.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """One of several second factors; the last one is removed with a code."""
    if not actions.may_change(request):
        return later(request)
    name = actions.remove_passkey(by=request.user, pk=pk)
    if name:
        messages.success(request, gettext("The passkey “%(name)s” is removed.") % {"name": name})
    else:
        messages.info(request, gettext("Nothing was removed: it is gone already, or your only second factor."))
    return redirect("accounts:second_factor")


@require_POST
@before_second_factor
def options_to_add(request: PersonRequest) -> HttpResponse:
    if not actions.may_change(request):
        return JsonResponse({}, status=403)
    return JsonResponse(passkeys.to_make(request.user))


@login_not_required
@never_cache
@require_POST
def options_to_pass(request: HttpRequest) -> HttpResponse:
    waiting = pending.found(request)
    return JsonResponse(passkeys.to_show(waiting[1])) if waiting else JsonResponse({}, status=403)


@login_not_required
@never_cache
@require_POST
def pass_it(request: HttpRequest) -> HttpResponse:
    """Instead of a code, for whose first factor was right."""
    next_path, waiting = wanted_path(request), pending.found(request)
    if waiting is None:
        return redirect("accounts:sign_in")
    form = CodeForm({})
    form.errors.clear()  # no code was asked for here
    try:
        person, remember = actions.pass_with_passkey(request=request, typed=request.POST.get("credential", ""))
    except TooMany as limit:
        say_pause(form, limit)
        return with_pause(asked(request, form, next_path, waiting[1], TOO_MANY_REQUESTS), limit)
    except actions.NobodyWaits:
        return redirect("accounts:sign_in")
    except actions.DoesNotFit:
        form.add_error(None, gettext("This passkey did not fit. Try again, or type a code."))
        return asked(request, form, next_path, waiting[1], 422)
    return arrived(request, email=person.email, next_path=next_path, remember=remember)
