"""“You stand in for somebody”: for the deputy they named."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Absence
from assessments.mail_kinds import STANDING_IN
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail


def compose(outgoing: OutgoingMail) -> Mail | None:
    """While it lasts."""
    absences = Absence.objects.current().filter(pk=outgoing.context.get("absence"), deputy=outgoing.recipient)
    absence = absences.select_related("person").first()
    if absence is None:
        return None
    subject = gettext("%(person)s is away: please answer in their place") % {"person": absence.person}
    context = {
        "absent": absence.person,
        "back_on": absence.back_on,
        "url": absolute(outgoing.recipient, "assessments:to_do"),
    }
    return Mail(subject, "assessments/mails/standing_in", context, contact=absence.person)


kinds.register(STANDING_IN, compose, _("Standing in for somebody"))
