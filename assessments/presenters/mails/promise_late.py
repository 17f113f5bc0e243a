"""“The day of a promise has gone by”: for who promised, and for the architect; all of a few minutes in one mail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.mail_kinds import PROMISE_LATE
from assessments.models import Commitment
from assessments.presenters.promises import promises_in_words
from assessments.services.commitments import is_late
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from presentation.numbers import grouped_number
from systems.models import System

PROMISE = "promise-"


def compose(outgoing: OutgoingMail) -> Mail | None:
    """Those that are still open and late, about systems that the reader may know of."""
    person = outgoing.recipient
    named = [name.removeprefix(PROMISE) for name in outgoing.context if name.startswith(PROMISE)]
    rows = Commitment.objects.filter(Commitment.OPEN, pk__in=named, system__in=System.objects.for_user(person))
    late = [each for each in rows.select_related("system", "by") if is_late(each)]
    if not late:
        return None
    said = promises_in_words(late, person)
    subject = ngettext("%(name)s: a promise is late", "%(count)s promises are late", len(said)) % {
        "name": said[0].system.name,
        "count": grouped_number(len(said)),
    }
    one = len({each.system.pk for each in said}) == 1
    url = absolute(person, "assessments:promises", said[0].system.key) if one else absolute(person, "assessments:to_do")
    context = {"promises": said, "url": url}
    return Mail(subject, "assessments/mails/promise_late", context, page=reverse("assessments:to_do"))


kinds.register(PROMISE_LATE, compose, _("Promise is late"), gathered=True)
