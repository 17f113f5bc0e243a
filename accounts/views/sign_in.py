"""The door: by password, by one click in the demonstration, and out again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import signing_in
from accounts.forms import LinkForm, SignInForm
from accounts.models import User
from accounts.permissions import ROLE_MEANINGS, Role
from accounts.services import demonstration, known_browsers
from accounts.services.limits import TooMany
from accounts.services.networks import network_of
from accounts.services.origin import wanted_path
from accounts.views.arrival import arrived
from accounts.views.pauses import TOO_MANY_REQUESTS, say_pause, with_pause


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One address, two equal ways. An invitation (`?email=…`) opens with the link alone, the password one step off."""
    next_path = wanted_path(request)
    if request.method != "POST":
        return opened(request, next_path)
    if not settings.SIGN_IN_BY_PASSWORD:
        raise Http404
    form = SignInForm(request.POST)
    if not form.is_valid():
        return refused(request, form, next_path)
    known = known_browsers.known_as(request, form.cleaned_data["email"])
    try:
        person = signing_in.sign_in_by_password(
            request=request, network=network_of(request), known=known, **form.cleaned_data
        )
    except TooMany as limit:
        return too_many(request, form, next_path, limit)
    except signing_in.DoesNotFit:
        form.add_error(
            None,
            gettext("This address and this password don't fit together. Try again, or let us send you a link."),
        )
        return refused(request, form, next_path)
    return arrived(request, email=person.email, next_path=next_path)


def opened(request: HttpRequest, next_path: str) -> HttpResponse:
    """Both ways in; for whoever is in, at once the page that was wanted."""
    invited = invited_in_demo(request)
    if request.user.is_authenticated and invited in (None, request.user):
        return redirect(next_path or "home")
    if invited is not None:
        return render(request, "accounts/demo_continue.html", {"person": invited, "next_path": next_path})
    form = SignInForm(initial={"email": request.GET.get("email", "")[:254]})
    return render(request, "accounts/sign_in.html", page_context(request, form, next_path))


def invited_in_demo(request: HttpRequest) -> User | None:
    """To whom the mail was written that leads here: the demonstration goes on as its recipient, without a secret."""
    email = request.GET.get("email", "")[:254]
    if not email or not demonstration.is_open_to(request) or request.GET.get("with") == "password":
        return None
    person: User | None = User.objects.active().by_email(email).first()
    return person


def page_context(request: HttpRequest, form: LinkForm, next_path: str) -> dict[str, object]:
    """What the page shows: both ways, or the link first for whom was invited or asked for one."""
    email = form["email"].value() or ""
    invited = bool(email) and "email" in request.GET and request.GET.get("with") != "password"
    with_password = {"email": email, "next": next_path, "with": "password"}
    return {
        "form": form,
        "next_path": next_path,
        **ways_in(),
        "link_first": settings.SIGN_IN_BY_LINK and (invited or "password" not in form.fields),
        "password_url": f"{reverse('accounts:sign_in')}?{urlencode(with_password)}",
        "demo_roles": [(role.value, role.label, ROLE_MEANINGS[role.value]) for role in Role]
        if demonstration.is_open_to(request)
        else [],
    }


def ways_in() -> dict[str, object]:
    """Those that the operator has left open, for templates."""
    return {
        "providers": list(settings.SIGN_IN_PROVIDERS.values()),
        "by_link": settings.SIGN_IN_BY_LINK,
        "by_password": settings.SIGN_IN_BY_PASSWORD,
    }


def refused(request: HttpRequest, form: LinkForm, next_path: str, status: int = 422) -> HttpResponse:
    return render(request, "accounts/sign_in.html", page_context(request, form, next_path), status=status)


def too_many(request: HttpRequest, form: LinkForm, next_path: str, limit: TooMany) -> HttpResponse:
    say_pause(form, limit)
    return with_pause(refused(request, form, next_path, status=TOO_MANY_REQUESTS), limit)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing_in.sign_out(request=request)
    messages.success(request, gettext("You are signed out."))
    return redirect("accounts:sign_in")


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click, no secret: only in the demonstration and at its machine, elsewhere there is no such page."""
    if not demonstration.is_open_to(request):
        raise Http404
    email = request.POST.get("email", "")[:254]
    try:
        if email:
            signing_in.continue_in_demo(request=request, email=email)
        else:
            signing_in.sign_in_to_demo(request=request, role=request.POST.get("role", ""))
    except signing_in.DemoNotLoaded:
        messages.warning(
            request, gettext("The demonstration's people are not here yet. Run “manage.py demo”, then try again.")
        )
        return redirect("accounts:sign_in")
    return redirect(wanted_path(request) or "home")
