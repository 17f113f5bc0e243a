"""“Is being answered again”: for who approved it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from assessments.mail_kinds import BEGUN_AGAIN
from assessments.models import Assessment
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail


def compose(outgoing: OutgoingMail) -> Mail | None:
    """Only while it is not sent: what was discarded is no news, and what is in review stands in the queue."""
    rounds = Assessment.objects.filter(state=Assessment.State.OPEN, submitted__isnull=True)
    round_ = rounds.select_related("system", "respondent").filter(public_id=outgoing.context.get("round")).first()
    if round_ is None or not outgoing.recipient.may(Permission.REVIEW):
        return None
    context = {
        "system": round_.system,
        "owner": round_.respondent,
        "url": absolute(outgoing.recipient, "systems:detail", round_.system.key),
    }
    subject = gettext("%(name)s is being answered again") % {"name": round_.system.name}
    page = reverse("systems:detail", args=[round_.system.key])
    return Mail(subject, "assessments/mails/begun_again", context, page=page)


kinds.register(BEGUN_AGAIN, compose, _("Answered again"))
