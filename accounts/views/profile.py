"""A person's own page: name, time zone, language, password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions import profile as actions
from accounts.forms import PasswordForm, ProfileForm
from accounts.models import User
from accounts.permissions import ROLE_MEANINGS, Permission, Role
from accounts.services import limits
from accounts.services.access import PersonRequest, only_with
from accounts.views.pauses import TOO_MANY_REQUESTS, say_pause, with_pause
from accounts.views.sign_in import ways_in


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    # A second copy: the form writes what was typed into its instance, and the page around it must not show that.
    person = User.objects.for_user(request.user).get(pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(by=request.user, **form.cleaned_data)
        with translation.override(form.cleaned_data["language"] or translation.get_language_from_request(request)):
            messages.success(request, gettext("Your profile is saved."))
        return redirect("accounts:profile")
    roles = [(role.label, ROLE_MEANINGS[role.value]) for role in Role if role.value in request.user.roles]
    has_password = request.user.has_usable_password() and settings.SIGN_IN_BY_PASSWORD
    answers = request.user.may(Permission.ANSWER_QUESTIONS)
    context = {"form": form, "roles": roles, "has_password": has_password, "answers": answers, **ways_in()}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only_with("SIGN_IN_BY_PASSWORD")
def password(request: PersonRequest) -> HttpResponse:
    """Set or change the password; the old one is asked for where it protects something."""
    if not actions.may_set_first_password(request):
        return render(request, "accounts/password_later.html", status=403)
    old_needed = actions.old_password_needed(request)
    sent = request.POST if request.method == "POST" else None
    form = PasswordForm(sent, person=request.user, old_needed=old_needed)
    if sent is not None and old_needed:
        try:
            limits.count(limits.OLD_PASSWORDS, str(request.user.pk))
        except limits.TooMany as limit:
            return paused(request, limit)
    if sent is not None and form.is_valid():
        actions.set_password(request=request, by=request.user, password=form.cleaned_data["new"])
        messages.success(
            request, gettext("Your new password is set. Wherever else you were signed in, you are not any more.")
        )
        return redirect("accounts:profile")
    if sent is not None and old_needed and "old" not in form.errors:
        limits.give_back(limits.OLD_PASSWORDS, str(request.user.pk))
    context = {"form": form, "has_password": request.user.has_usable_password()}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


def paused(request: PersonRequest, limit: limits.TooMany) -> HttpResponse:
    """The page without a look at what was typed: who found a session open does not find the password, too."""
    form = PasswordForm({}, person=request.user, old_needed=True)
    form.errors.clear()
    say_pause(form, limit)
    context = {"form": form, "has_password": True}
    return with_pause(render(request, "accounts/password.html", context, status=TOO_MANY_REQUESTS), limit)
