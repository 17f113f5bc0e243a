"""The mail that is owed, for whoever looks after the portal."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from background.actions import NothingToDo
from notifications import actions
from notifications.models import OutgoingMail
from notifications.services import kinds, pause
from notifications.services.sign_in_mail import KIND
from presentation.numbers import grouped_number

PAGE = 50
BADGES = {"pending": "open", "sending": "informs", "sent": "good", "failed": "blocks", "cancelled": "plain"}


@permission_required(Permission.VIEW_MAIL)
@require_safe
def mail(request: PersonRequest) -> HttpResponse:
    """All outgoing, the newest first, by state."""
    state = request.GET.get("state", "")
    state = state if state in OutgoingMail.State.values else ""
    chosen = OutgoingMail.objects.filter(state=state) if state else OutgoingMail.objects.all()
    page = Paginator(chosen.select_related("recipient"), PAGE).get_page(request.GET.get("page"))
    rows = [(each, kinds.label(each.kind), BADGES[each.state], may_be_tried_again(each)) for each in page]
    numbers = page.paginator.get_elided_page_range(page.number)
    context = {"page": page, "numbers": numbers, "rows": rows, "tabs": _tabs(state), "state": state, **_resting()}
    context["sets_rhythm"] = request.user.may(Permission.SET_RHYTHM)
    return render(request, "notifications/mail.html", context)


def may_be_tried_again(outgoing: OutgoingMail) -> bool:
    """Not a sign-in mail: whoever waits for it asks for a new link."""
    return outgoing.state == OutgoingMail.State.FAILED and outgoing.kind != KIND


def _resting() -> dict[str, object]:
    """What waits while no mail goes out; nothing on ordinary days."""
    resting = pause.current()
    return {"pause": resting, "waiting": OutgoingMail.objects.open().count()} if resting else {}


def _tabs(state: str) -> list[dict[str, object]]:
    counts = dict(OutgoingMail.objects.order_by().values_list("state").annotate(Count("pk")))
    address = reverse("notifications:mail")
    everything = {"url": address, "label": _("All"), "active": not state, "count": sum(counts.values())}
    return [everything] + [
        {
            "url": f"{address}?state={value}",
            "label": str(label).capitalize(),
            "active": state == value,
            "count": counts.get(value, 0),
        }
        for value, label in OutgoingMail.State.choices
    ]


@permission_required(Permission.VIEW_MAIL)
@require_POST
def try_again(request: PersonRequest, mail_id: int) -> HttpResponse:
    outgoing = get_object_or_404(OutgoingMail.objects.select_related("recipient"), pk=mail_id)
    try:
        actions.try_again(outgoing=outgoing, by=request.user)
    except NothingToDo:
        messages.info(request, _("This mail is not waiting for another try: it was sent, or is about to be."))
    else:
        messages.success(request, _("The mail to %(to)s will be tried again now.") % {"to": outgoing.recipient.email})
    return redirect(f"{reverse('notifications:mail')}?state=failed")


@permission_required(Permission.VIEW_MAIL)
@require_POST
def end_pause(request: PersonRequest) -> HttpResponse:
    """After a restoration: what waits goes out, or is left out."""
    decision = request.POST.get("waiting")
    if decision not in {"send", "leave"}:
        raise BadRequest
    send = decision == "send"
    count = actions.end_pause(send=send, by=request.user)
    if count is None:
        messages.info(request, _("Mail goes out already."))
        return redirect("notifications:mail")
    if send:
        text = _("Mail goes out again: %(n)s waited.")
    else:
        text = ngettext("Mail goes out again. %(n)s was left out.", "Mail goes out again. %(n)s were left out.", count)
    messages.success(request, text % {"n": grouped_number(count)})
    return redirect("notifications:mail")
