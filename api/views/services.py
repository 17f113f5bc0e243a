"""The page of services, for administrators. A secret stands in the one answer that made it, and nowhere else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import token_of
from api.actions.services import create_service, end_service, take_over
from api.actions.tokens import NameTaken, TokenOver, rotate_token
from api.forms import ServiceForm
from api.models import Service
from api.views.tokens import not_from_a_mail

A_PAGE = "api/services.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
def services(request: PersonRequest) -> HttpResponse:
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        not_from_a_mail(request)
        if form.is_valid():
            try:
                service, secret = create_service(by=request.user, once=token_of(request), **form.cleaned_data)
            except NameTaken:
                form.add_error("name", gettext("There is a service of this name. Choose another name."))
            else:
                return page(request, ServiceForm(), secret=secret, made=service)
    return page(request, form)


@require_POST
@permission_required(Permission.MANAGE_PEOPLE)
def rotate(request: PersonRequest, service_id: int) -> HttpResponse:
    not_from_a_mail(request)
    service = one(request, service_id)
    try:
        secret = rotate_token(token=service.tokens.get(), by=request.user)
    except TokenOver:
        messages.warning(request, gettext("Its token is over. End the service, and make another one."))
        return redirect("api:services")
    return page(request, ServiceForm(), secret=secret, made=service)


@require_POST
@permission_required(Permission.MANAGE_PEOPLE)
def answer_for(request: PersonRequest, service_id: int) -> HttpResponse:
    take_over(service=one(request, service_id), by=request.user)
    messages.success(request, gettext("You answer for it now."))
    return redirect("api:services")


@require_POST
@permission_required(Permission.MANAGE_PEOPLE)
def end(request: PersonRequest, service_id: int) -> HttpResponse:
    end_service(service=one(request, service_id), by=request.user)
    messages.success(request, gettext("The service is ended: its token opens nothing any more."))
    return redirect("api:services")


def page(request: PersonRequest, form: ServiceForm, *, secret: str = "", made: Service | None = None) -> HttpResponse:
    rows = Service.objects.for_user(request.user).living().select_related("owner").prefetch_related("tokens")
    context = {"form": form, "services": rows, "secret": secret, "made": made, "now": timezone.now()}
    return render(request, A_PAGE, context, status=422 if form.errors else 200)


def one(request: PersonRequest, service_id: int) -> Service:
    return get_object_or_404(Service.objects.for_user(request.user), pk=service_id)
