"""The demonstration's outbox: mail that went to files, readable without signing in, as a mailbox would be."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.services import demonstration
from notifications.services import outbox as files

PAGE = 50
View = Callable[..., HttpResponse]
LINKS_LEAVE_THE_FRAME = '<base target="_top">'
ONLY_ITS_OWN = (
    "default-src 'none'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)


def only_in_the_demonstration(view: View) -> View:
    """Anywhere else mail belongs to its recipient, and so it does when a stranger asks for the demonstration's."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if settings.MAIL_SERVER or not demonstration.is_open_to(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@only_in_the_demonstration
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(files.names(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "mails": files.heads(list(page)),
    }
    return render(request, "notifications/outbox.html", context)


@login_not_required
@only_in_the_demonstration
@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "notifications/message.html", {"mail": _mail(name)})


@login_not_required
@only_in_the_demonstration
@require_safe
@xframe_options_sameorigin
def body(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's HTML for the frame: no script, nothing from elsewhere, only the styles that it brought itself."""
    page = _mail(name).html.replace("<head>", f"<head>{LINKS_LEAVE_THE_FRAME}", 1)
    policy = f"{ONLY_ITS_OWN}; style-src 'unsafe-hashes' {' '.join(files.style_hashes(page))}"
    return HttpResponse(page, headers={"Content-Security-Policy": policy})


def _mail(name: str) -> files.Mail:
    found = files.mail_named(name)
    if found is None:
        raise Http404
    return found
