"""“The recovery is to be tried”: for the technical contact, of all their systems whose exercise is due."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.mail_kinds import EXERCISE_DUE
from assessments.services.reminding.exercises_due import due_exercises
from background.services.clock import database_now
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from presentation.numbers import grouped_number
from systems.presenters.findings import sentence_of
from systems.services.names import names_for

MOST = 20


def compose(outgoing: OutgoingMail) -> Mail | None:
    person = outgoing.recipient
    due = due_exercises(database_now()).filter(system__technical_contact=person).select_related("system")
    findings = list(due.order_by("system__name", "system_id"))
    if not findings:
        return None
    names = names_for(person, [each.system for each in findings], [(each.message(), ()) for each in findings])
    rows = [
        {
            "name": each.system.name,
            "text": sentence_of(each.message(), "owner", names),
            "url": absolute(person, "systems:detail", each.system.key),
        }
        for each in findings[:MOST]
    ]
    subject = ngettext(
        "%(name)s: please try its recovery", "%(count)s systems: please try their recovery", len(findings)
    ) % {"name": findings[0].system.name, "count": grouped_number(len(findings))}
    context = {"rows": rows, "more": max(len(findings) - MOST, 0)}
    return Mail(subject, "assessments/mails/exercise_due", context, page=reverse("assessments:to_do"))


kinds.register(EXERCISE_DUE, compose, _("Drill is due"))
