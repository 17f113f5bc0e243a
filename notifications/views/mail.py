"""The mail that is owed, for whoever looks after the portal."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import PersonRequest, permission_required
from accounts.permissions import Permission
from notifications import actions, kinds
from notifications.models import Obligation

PAGE = 50
BADGES = {"pending": "open", "sending": "informs", "sent": "good", "failed": "blocks", "cancelled": "plain"}


@permission_required(Permission.VIEW_MAIL)
@require_safe
def mail(request: PersonRequest) -> HttpResponse:
    """All obligations, the newest first, by state."""
    state = request.GET.get("state", "")
    state = state if state in Obligation.State.values else ""
    chosen = Obligation.objects.filter(state=state) if state else Obligation.objects.all()
    page = Paginator(chosen.select_related("recipient"), PAGE).get_page(request.GET.get("page"))
    rows = [(each, kinds.label(each.kind), BADGES[each.state]) for each in page]
    numbers = page.paginator.get_elided_page_range(page.number)
    context = {"page": page, "numbers": numbers, "rows": rows, "tabs": _tabs(state), "state": state}
    return render(request, "notifications/mail.html", context)


def _tabs(state: str) -> list[dict[str, object]]:
    counts = dict(Obligation.objects.order_by().values_list("state").annotate(Count("pk")))
    address = reverse("notifications:mail")
    everything = {"url": address, "label": _("All"), "active": not state, "count": sum(counts.values())}
    return [everything] + [
        {
            "url": f"{address}?state={value}",
            "label": str(label).capitalize(),
            "active": state == value,
            "count": counts.get(value, 0),
        }
        for value, label in Obligation.State.choices
    ]


@permission_required(Permission.VIEW_MAIL)
@require_POST
def try_again(request: PersonRequest, obligation_id: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.select_related("recipient"), pk=obligation_id)
    try:
        actions.try_again(obligation=obligation, by=request.user)
    except actions.NotFailed:
        messages.info(request, _("This mail is not waiting for another try: it was sent, or is about to be."))
    else:
        messages.success(request, _("The mail to %(to)s will be tried again now.") % {"to": obligation.recipient.email})
    return redirect(f"{reverse('notifications:mail')}?state=failed")
