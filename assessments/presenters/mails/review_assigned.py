"""“You are to decide”: for an architect whom another has named for what was sent."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from assessments.mail_kinds import REVIEW_ASSIGNED
from assessments.queries import in_review
from assessments.services.reviewing.queue_filter import ME
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from presentation.numbers import grouped_number

MOST = 20


def compose(outgoing: OutgoingMail) -> Mail | None:
    """All that is theirs to decide when the mail goes out; nothing where all of it is decided or given to others."""
    person = outgoing.recipient
    if not person.may(Permission.REVIEW):
        return None
    rounds = list(in_review(person).filter(reviewer=person).select_related("system", "respondent")[: MOST + 1])
    if not rounds:
        return None
    count = len(rounds) if len(rounds) <= MOST else in_review(person).filter(reviewer=person).count()
    subject = ngettext("%(name)s: please decide", "%(count)s systems: please decide", count) % {
        "name": rounds[0].system.name,
        "count": grouped_number(count),
    }
    context = {
        "rows": [{"name": each.system.name, "by": each.respondent, "at": each.submitted_at} for each in rounds[:MOST]],
        "more": max(count - MOST, 0),
        "url": f"{absolute(person, 'assessments:queue')}?{urlencode({'assigned': ME})}",
    }
    return Mail(subject, "assessments/mails/review_assigned", context, page=reverse("assessments:queue"))


kinds.register(REVIEW_ASSIGNED, compose, _("Yours to decide"))
