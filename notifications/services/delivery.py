"""Sending what is owed: claim, commit, compose, send, and write down how it ended.

A worker that dies in between leaves a claim behind; after ten minutes it is taken back and sent again under the same
Message-ID.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from time import monotonic

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from background.limits import MAIL
from background.services import leases
from background.services.broker import publish
from background.services.leases import Lease, LeaseLost
from notifications.models import OutgoingMail
from notifications.services import pause
from notifications.services.composing import message_for
from notifications.services.refusals import is_temporary, refusal_in_one_line
from notifications.services.server import ServerAway, close, connection_to_server, send

logger = logging.getLogger(__name__)
SWEEP = "notifications.sweep"
AT_ONCE = 200
SWEEP_SECONDS = 20.0
"""Two sweeps are ten seconds apart; one that takes much longer leaves the rest to the next, which it calls itself."""
FINAL = 1
"""A refusal of this very mail is not tried again."""


def deliver(mail_id: int) -> None:
    """Send one mail if it is due. A row that is gone, sent, or claimed by another worker is left alone."""
    if pause.current():
        return
    with connection_to_server() as connection, suppress(ServerAway):
        _attempt(mail_id, connection)


def sweep() -> None:
    """Send what is due and was not handed over, or failed for the moment. The rest goes to the next sweep."""
    if pause.current():
        return
    leases.take_back(OutgoingMail)
    until = monotonic() + SWEEP_SECONDS
    due = list(OutgoingMail.objects.due().order_by("due_at", "id").values_list("pk", flat=True)[:AT_ONCE])
    with connection_to_server() as connection, suppress(ServerAway):
        for mail_id in due:
            _attempt(mail_id, connection)
            if monotonic() > until:
                break
        if due and OutgoingMail.objects.due().exists():
            publish(SWEEP)


def _attempt(mail_id: int, connection: BaseEmailBackend) -> None:
    """One try, whose outcome stands in the row. Raises ServerAway when no connection could be opened."""
    lease = leases.claim(OutgoingMail.objects.select_related("recipient"), mail_id)
    if lease is None:
        return
    try:
        message = _composed(lease)
        if message is not None:
            _send(lease, message, connection)
    except LeaseLost as lost:
        logger.warning("Taken back from a worker that was sending it: %s", lost)


def _composed(lease: Lease[OutgoingMail]) -> EmailMessage | None:
    try:
        message = message_for(lease.work)
    except Exception as error:  # whatever is wrong with one mail, the others still go out
        logger.exception("Mail %s could not be composed", lease.work.pk)
        lease.fail(error)
        return None
    if message is None:
        lease.end(OutgoingMail.CANCELLED)
    return message


def _send(lease: Lease[OutgoingMail], message: EmailMessage, connection: BaseEmailBackend) -> None:
    try:
        send(message, connection)
    except ServerAway as away:
        lease.fail(refusal_in_one_line(away.cause), most=MAIL.attempts_when_away)
        raise
    except Exception as error:  # what the server or the library says is kept in the row
        lease.fail(refusal_in_one_line(error), most=MAIL.attempts_when_away if is_temporary(error) else FINAL)
        close(connection)
    else:
        lease.end()
