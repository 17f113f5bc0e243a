"""“Not mine”: for who names owners; and “it stays yours”, back to the owner."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from assessments.mail_kinds import NOT_THEIRS, OWNER_KEPT
from assessments.models import Reassignment
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail

TEMPLATE = "assessments/mails/reassignment"


def compose_not_theirs(outgoing: OutgoingMail) -> Mail | None:
    """Until somebody has decided."""
    said = _open_request(outgoing)
    if said is None or not outgoing.recipient.may(Permission.INVITE_OWNERS):
        return None
    names = {"person": said.person, "name": said.system.name, "suggestion": said.suggestion}
    sentence = (
        gettext("%(person)s says that %(name)s is not theirs to answer for, and names somebody else: %(suggestion)s.")
        if said.suggestion
        else gettext("%(person)s says that %(name)s is not theirs to answer for, and does not know whose it is.")
    )
    context = {
        "sentence": sentence % names,
        "comment": said.comment,
        "after": gettext("Until you decide, nobody reminds them of it."),
        "url": absolute(outgoing.recipient, "assessments:reassign", said.system.key),
        "label": gettext("Decide"),
    }
    return Mail(gettext("%(name)s: whose is it?") % names, TEMPLATE, context)


def compose_kept(outgoing: OutgoingMail) -> Mail | None:
    """While the system is theirs."""
    said = Reassignment.objects.select_related("system", "person").filter(pk=outgoing.context["reassignment"]).first()
    by = User.objects.filter(pk=outgoing.context["by"]).first()
    if said is None or by is None or said.system.owner_id != outgoing.recipient.pk:
        return None
    names = {"person": by, "name": said.system.name}
    context = {
        "sentence": gettext("%(person)s has looked at it: %(name)s stays yours to answer for.") % names,
        "after": gettext("Write to %(email)s if you see it otherwise.") % {"email": by.email},
        "url": absolute(outgoing.recipient, "assessments:begin", said.system.key),
        "label": gettext("Answer the questions"),
    }
    return Mail(gettext("%(name)s stays yours") % names, TEMPLATE, context)


def _open_request(outgoing: OutgoingMail) -> Reassignment | None:
    found = Reassignment.objects.open().select_related("system", "person")
    return found.filter(pk=outgoing.context.get("reassignment")).first()


kinds.register(NOT_THEIRS, compose_not_theirs, _("Not mine, ask somebody else"))
kinds.register(OWNER_KEPT, compose_kept, _("It stays yours"))
