"""The page of webhooks, for administrators: whom the portal tells of what, and what became of each call."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from api.actions.tokens import NameTaken
from api.actions.webhooks import create_webhook, end_webhook
from api.forms import WebhookForm
from api.models import Webhook, WebhookDelivery
from api.presenters.deliveries import shown_delivery
from api.views.tokens import not_from_a_mail
from background.actions import NothingToDo
from background.actions import try_again as begin_anew

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.VIEW_STATUS)
def webhooks(request: PersonRequest) -> HttpResponse:
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        not_from_a_mail(request)
        if form.is_valid():
            try:
                webhook, secret = create_webhook(by=request.user, **form.cleaned_data)
            except NameTaken:
                form.add_error("name", gettext("There is a webhook of this name. Choose another name."))
            else:
                return page(request, WebhookForm(), secret=secret, made=webhook)
    return page(request, form)


@require_POST
@permission_required(Permission.VIEW_STATUS)
def end(request: PersonRequest, webhook_id: int) -> HttpResponse:
    end_webhook(webhook=get_object_or_404(Webhook.objects.for_user(request.user), pk=webhook_id), by=request.user)
    messages.success(request, gettext("The webhook is ended: nothing is told to it any more."))
    return redirect("api:webhooks")


@require_POST
@permission_required(Permission.VIEW_STATUS)
def try_again(request: PersonRequest, delivery_id: int) -> HttpResponse:
    """One that failed, at once and with all its attempts before it."""
    try:
        begin_anew(work=get_object_or_404(WebhookDelivery, pk=delivery_id), by=request.user)
    except NothingToDo:
        messages.info(request, gettext("It has not failed any more."))
    else:
        messages.success(request, gettext("It is called again within a minute."))
    return redirect("api:webhooks")


def page(request: PersonRequest, form: WebhookForm, *, secret: str = "", made: Webhook | None = None) -> HttpResponse:
    deliveries = WebhookDelivery.objects.select_related("webhook")
    shown = Paginator(deliveries, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "webhooks": Webhook.objects.for_user(request.user).living(),
        "page": shown,
        "numbers": shown.paginator.get_elided_page_range(shown.number),
        "rows": [shown_delivery(each) for each in shown],
        "secret": secret,
        "made": made,
    }
    return render(request, "api/webhooks.html", context, status=422 if form.errors else 200)
