"""“Nobody has answered”: for the head of the business unit, of systems whose owners were asked in vain."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from assessments.mail_kinds import ASKED_IN_VAIN
from assessments.services.reminding.unanswered import unanswered_systems
from background.services.clock import database_now
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from presentation.numbers import grouped_number

MOST = 20


def compose(outgoing: OutgoingMail) -> Mail | None:
    """Those that still wait, of units that the reader still heads."""
    person = outgoing.recipient
    waiting = unanswered_systems(database_now()).filter(
        pk__in=outgoing.context.get("systems", ()), business_unit__head=person
    )
    systems = list(waiting.select_related("owner", "business_unit").order_by("name", "pk"))
    if not systems:
        return None
    subject = ngettext(
        "%(name)s: its owner has not answered", "%(count)s systems: their owners have not answered", len(systems)
    ) % {"name": systems[0].name, "count": grouped_number(len(systems))}
    sees = person.may(Permission.VIEW_ALL_SYSTEMS)
    context = {
        "systems": systems[:MOST],
        "more": max(len(systems) - MOST, 0),
        "url": absolute(person, "systems:list") if sees else "",
    }
    units = {system.business_unit for system in systems if system.business_unit}
    channels = tuple(unit.chat_id for unit in units if unit.chat_id)
    return Mail(subject, "assessments/mails/asked_in_vain", context, page=reverse("systems:list"), channels=channels)


kinds.register(ASKED_IN_VAIN, compose, _("Asked in vain"))
