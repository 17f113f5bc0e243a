"""A person's own page of tokens. A secret stands in the one answer that made it, and nowhere else."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.signing_in import FROM_MAIL
from accounts.permissions import Permission
from accounts.services.access import PersonRequest
from accounts.services.once import token_of
from api.actions.tokens import NameTaken, TokenOver, create_token, end_token, rotate_token
from api.forms import TokenForm
from api.models import Token


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: PersonRequest) -> HttpResponse:
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        not_from_a_mail(request)
        if form.is_valid():
            try:
                token, secret = create_token(by=request.user, once=token_of(request), **form.cleaned_data)
            except NameTaken:
                form.add_error("name", gettext("You have a token of this name. Choose another name."))
            else:
                return page(request, TokenForm(), secret=secret, made=token)
    return page(request, form)


@require_POST
def rotate(request: PersonRequest, token_id: int) -> HttpResponse:
    not_from_a_mail(request)
    token = one(request, token_id)
    try:
        secret = rotate_token(token=token, by=request.user)
    except TokenOver:
        messages.warning(request, gettext("This token is over. Make another one."))
        return redirect("api:tokens")
    return page(request, TokenForm(), secret=secret, made=token)


@require_POST
def end(request: PersonRequest, token_id: int) -> HttpResponse:
    end_token(token=one(request, token_id), by=request.user)
    messages.success(request, gettext("The token opens nothing any more."))
    return redirect("api:tokens")


def page(request: PersonRequest, form: TokenForm, *, secret: str = "", made: Token | None = None) -> HttpResponse:
    rows = Token.objects.for_user(request.user).living(timezone.now())
    services = request.user.may(Permission.MANAGE_PEOPLE)
    context = {"form": form, "tokens": rows, "secret": secret, "made": made, "may_make_services": services}
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


def one(request: PersonRequest, token_id: int) -> Token:
    return get_object_or_404(Token.objects.for_user(request.user), pk=token_id)


def not_from_a_mail(request: PersonRequest) -> None:
    """A token would outlast what the mail asks."""
    if FROM_MAIL in request.session:
        raise PermissionDenied(gettext("You came by the link of a mail. Sign in to make a token."))
