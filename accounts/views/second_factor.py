"""The second factor: asked for after the first, set up and removed in the profile, or for who has lost it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import second_factor as actions
from accounts.forms import CodeForm
from accounts.models import User
from accounts.permissions import Permission
from accounts.services.access import PersonRequest, before_second_factor, permission_required
from accounts.services.limits import TooMany
from accounts.services.origin import wanted_path
from accounts.services.second_factor import factors, passkeys, pending
from accounts.views.arrival import arrived
from accounts.views.pauses import TOO_MANY_REQUESTS, say_pause, with_pause


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def pass_it(request: HttpRequest) -> HttpResponse:
    """For whose first factor was right, for ten minutes."""
    next_path = wanted_path(request)
    waiting = pending.found(request)
    if waiting is None:
        return redirect("accounts:sign_in")
    sent = request.POST if request.method == "POST" else None
    form = CodeForm(sent)
    if sent is not None and form.is_valid():
        try:
            person, remember = actions.pass_with_code(request=request, code=form.cleaned_data["code"])
        except TooMany as limit:
            say_pause(form, limit)
            return with_pause(asked(request, form, next_path, waiting[1], TOO_MANY_REQUESTS), limit)
        except actions.NobodyWaits:
            return redirect("accounts:sign_in")
        except actions.DoesNotFit:
            form.add_error("code", gettext("This code does not fit, or was used before. Wait for the next one."))
        else:
            return arrived(request, email=person.email, next_path=next_path, remember=remember)
    return asked(request, form, next_path, waiting[1], 422 if form.errors else 200)


def asked(request: HttpRequest, form: CodeForm, next_path: str, person: User, status: int) -> HttpResponse:
    context = {"form": form, "next_path": next_path, "person": person, "kinds": factors.kinds_of(person)}
    return render(request, "accounts/second_factor_pass.html", context, status=status)


@require_safe
@before_second_factor
def overview(request: PersonRequest) -> HttpResponse:
    """What there is, and what can be done about it."""
    return shown(request, CodeForm())


def shown(request: PersonRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    kinds, kept = factors.kinds_of(request.user), passkeys.of(request.user)
    context = {
        "form": form,
        "kinds": kinds,
        "passkeys": kept,
        "beside": "totp" in kinds or len(kept) > 1,
        "left": factors.recovery_codes_left(request.user),
        "required": factors.is_required_of(request.user),
        "passed": pending.PASSED in request.session,
    }
    return render(request, "accounts/second_factor.html", context, status=status)


@sensitive_post_parameters("code", "sealed")
@require_http_methods(["GET", "HEAD", "POST"])
@before_second_factor
def app(request: PersonRequest) -> HttpResponse:
    """A picture for the app, and its first code back."""
    if not actions.may_change(request):
        return later(request)
    if "totp" in factors.kinds_of(request.user):
        return redirect("accounts:second_factor")
    sent = request.POST if request.method == "POST" else None
    form, new = CodeForm(sent), factors.new_app(request.user, sent.get("sealed", "") if sent else "")
    if sent is not None and form.is_valid():
        try:
            codes = actions.set_up_app(
                request=request, by=request.user, secret=new.secret, code=form.cleaned_data["code"]
            )
        except actions.DoesNotFit:
            form.add_error("code", gettext("This code does not fit. Type the one that the app shows now."))
        else:
            return recovery_codes(request, codes)
    context = {"form": form, "new": new}
    return render(request, "accounts/second_factor_app.html", context, status=422 if form.errors else 200)


@require_POST
def codes(request: PersonRequest) -> HttpResponse:
    """New recovery codes; those of before are over."""
    if not actions.may_change(request):
        return later(request)
    if not factors.has_any(request.user):
        return redirect("accounts:second_factor")
    return recovery_codes(request, actions.make_recovery_codes(by=request.user))


def recovery_codes(request: PersonRequest, made: list[str]) -> HttpResponse:
    """The only page that ever shows them."""
    if not made:
        messages.success(request, gettext("Your second factor is set up."))
        return redirect("accounts:second_factor")
    pairs = [f"{code[:4]} {code[4:]}" for code in made]
    return render(request, "accounts/recovery_codes.html", {"codes": pairs})


@sensitive_post_parameters("code")
@require_POST
def remove(request: PersonRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return shown(request, form, 422)
    try:
        actions.remove_own(request=request, by=request.user, code=form.cleaned_data["code"])
    except TooMany as limit:
        say_pause(form, limit)
        return with_pause(shown(request, form, TOO_MANY_REQUESTS), limit)
    except actions.DoesNotFit:
        form.add_error("code", gettext("This code does not fit, or was used before. Wait for the next one."))
        return shown(request, form, 422)
    messages.success(request, gettext("Your second factor is removed."))
    return redirect("accounts:second_factor")


def later(request: PersonRequest) -> HttpResponse:
    return render(request, "accounts/second_factor_later.html", status=403)


@require_POST
@permission_required(Permission.MANAGE_PEOPLE)
def remove_of_person(request: PersonRequest, pk: int) -> HttpResponse:
    """For who has lost it. They sign in with the first factor alone and set up a new one."""
    somebody = get_object_or_404(User.objects.for_user(request.user), pk=pk)
    try:
        removed = actions.remove_lost(person=somebody, by=request.user)
    except actions.OwnSecondFactor:
        messages.error(request, gettext("You remove your own second factor in your profile, with a code of it."))
        return redirect("accounts:second_factor")
    if removed:
        said = gettext("The second factor of %(person)s is removed. All sessions were ended.")
        messages.success(request, said % {"person": somebody})
    return redirect("accounts:person", somebody.pk)
