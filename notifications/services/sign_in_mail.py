"""Sign-in mails on the page of mail: sent by `accounts` at once and without a row, since no row may hold their link.

What became of one is handed to a worker, because whoever sends holds up nobody's request and no other mail.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import SignInLink
from background.services.broker import publish
from notifications.models import OutgoingMail
from notifications.services.kinds import Mail
from notifications.services.outgoing import new_message_id
from notifications.services.reachability import write_down_arrival, write_down_refusal
from notifications.services.refusals import refusal_in_one_line, speaks_of_the_address

KIND = "sign_in_link"
TASK = "notifications.write_down_sign_in_mail"


def compose(outgoing: OutgoingMail) -> Mail | None:
    """Never sent from here: its link is in no row. Tried again, it is called off; the person asks for a new one."""
    return None


def hand_over(link: SignInLink, error: Exception | None) -> None:
    said = refusal_in_one_line(error) if error else ""
    publish(TASK, link.pk, said, error is not None and speaks_of_the_address(error))


@transaction.atomic
def write_down(link_id: int, said: str, about_the_address: bool) -> None:
    """A row like that of any other mail, but without a link. Twice is once; a link that is gone is left alone."""
    link = SignInLink.objects.select_related("user").filter(pk=link_id, user__isnull=False).first()
    if link is None or link.user is None:
        return
    ended = OutgoingMail.State.FAILED if said else OutgoingMail.State.SENT
    row = {"state": ended, "error": said, "attempts": 1, "begun_at": Now(), "ended_at": Now()}
    _mail, fresh = OutgoingMail.objects.get_or_create(
        key=f"{KIND}:{link.pk}",
        defaults={"kind": KIND, "recipient": link.user, "message_id": new_message_id(), **row},
    )
    if not fresh:
        return
    if about_the_address:
        write_down_refusal(link.user, said)
    elif not said:
        write_down_arrival(link.user)
