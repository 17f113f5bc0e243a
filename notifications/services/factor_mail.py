"""“Your second factor was changed”: sent at once to the person, who may not be whoever changed it."""

from __future__ import annotations

from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services.second_factor.changes import Change
from notifications.mail_kinds import SECOND_FACTOR
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from notifications.services.outgoing import owe

SENTENCES = {
    Change.APP_ADDED: gettext_lazy("An app that shows codes was added to your account."),
    Change.PASSKEY_ADDED: gettext_lazy("The passkey “%(name)s” was added to your account."),
    Change.PASSKEY_REMOVED: gettext_lazy("The passkey “%(name)s” was removed from your account."),
    Change.CODES_MADE: gettext_lazy("New recovery codes were made for your account. The old ones are over."),
    Change.REMOVED: gettext_lazy("The second factor of your account was removed."),
    Change.REMOVED_BY_OTHERS: gettext_lazy("An administrator removed the second factor of your account."),
}


def owe_about(person: User, change: Change, name: str) -> None:
    context = {"change": change.value, "name": name}
    owe(kind=SECOND_FACTOR, key=f"{SECOND_FACTOR}:{uuid4()}", recipient=person, context=context)


def compose(outgoing: OutgoingMail) -> Mail | None:
    """Whatever has become of it since: that it was changed stays worth knowing."""
    change, name = outgoing.context.get("change"), outgoing.context.get("name", "")
    if change not in list(Change):
        return None
    context = {
        "sentence": SENTENCES[Change(change)] % {"name": name},
        "at": outgoing.created_at,
        "url": absolute(outgoing.recipient, "accounts:second_factor"),
    }
    return Mail(_("Your second factor was changed"), "notifications/mails/second_factor", context)


def register_mail() -> None:
    kinds.register(SECOND_FACTOR, compose, gettext_lazy("Second factor changed"))
