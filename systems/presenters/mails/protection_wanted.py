"""To a technical contact: what protects this system today?"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from systems.mail_kinds import PROTECTION_WANTED
from systems.models import ProtectionInquiry, System


def compose(outgoing: OutgoingMail) -> Mail | None:
    """While it is not answered, and the person still looks after the system."""
    inquiries = ProtectionInquiry.objects.select_related("system", "asked_by").filter(answered_at=None)
    inquiry = inquiries.filter(pk=outgoing.context.get("inquiry")).first()
    if inquiry is None or inquiry.system.technical_contact_id != outgoing.recipient_id:
        return None
    system = inquiry.system
    if system.status == System.Status.RETIRED:
        return None
    context = {
        "system": system,
        "by": inquiry.asked_by,
        "url": absolute(outgoing.recipient, "systems:protection", system.key),
    }
    subject = gettext("%(name)s: what protects it today?") % {"name": system.name}
    return Mail(subject, "systems/mails/protection_wanted", context, contact=inquiry.asked_by)


kinds.register(PROTECTION_WANTED, compose, _("What protects it today?"))
