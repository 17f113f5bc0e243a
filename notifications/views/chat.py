"""Where somebody is told in a chat what goes out by mail: one's own page, and the same page for a unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from notifications import actions
from notifications.forms import ChannelForm
from notifications.models import ChatChannel


@dataclass(frozen=True)
class Place:
    """Whose channel a page is about. `name_chat` keeps an address for them; an empty one takes theirs back."""

    title: str
    lead: str
    back: str
    current: ChatChannel | None
    name_chat: Callable[[str], ChatChannel | None]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: PersonRequest) -> HttpResponse:
    person = request.user
    return page_of(
        request,
        Place(
            _("Told in a chat, too"),
            _("What we ask you by mail is said in your chat as well: a line, and where to go. The mail still comes."),
            reverse("accounts:profile"),
            ChatChannel.objects.filter(person=person).first(),
            lambda address: actions.name_own_chat(address=address, by=person),
        ),
    )


def page_of(request: PersonRequest, place: Place) -> HttpResponse:
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        channel = place.name_chat(form.cleaned_data["address"])
        if channel is None:
            messages.success(request, _("Nothing is said in a chat any more."))
        else:
            messages.success(request, _("Saved. A first message to %(service)s is on its way.") % {"service": channel})
        return redirect(request.path)
    context = {"place": place, "form": form}
    return render(request, "notifications/chat.html", context, status=422 if form.errors else 200)
