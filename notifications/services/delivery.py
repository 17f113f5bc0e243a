"""Sending what is owed: claim, commit, compose, send, and write down how it ended.

A worker that dies in between leaves a claim behind; after ten minutes it is taken back and sent again under the same
Message-ID.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from background.limits import MAIL
from background.services import leases
from background.services.broker import publish
from background.services.leases import Lease, LeaseLost
from notifications.models import OutgoingMail
from notifications.services import kinds, pause
from notifications.services.chat.posting import owe_beside
from notifications.services.composing import mail_of, message_of
from notifications.services.kinds import Mail
from notifications.services.reachability import write_down_arrival, write_down_refusal
from notifications.services.refusals import is_temporary, refusal_in_one_line, speaks_of_the_address
from notifications.services.server import ServerAway, close, connection_to_server, send

logger = logging.getLogger(__name__)
SWEEP = "notifications.sweep"
AT_ONCE = 200
SWEEP_SECONDS = 20.0
"""Two sweeps are ten seconds apart; one that takes much longer leaves the rest to the next, which it calls itself."""
MOST_TOGETHER = 20
"""So many further ones at most go out in one mail; a longer one is cut off by mail programs."""
Claimed = tuple[Lease[OutgoingMail], Mail]
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
    first = _claimed(mail_id)
    if first is None:
        return
    said = [(lease, mail) for lease in (first, *_gathered_with(first.work)) if (mail := _composed(lease)) is not None]
    if said:
        _send(said, connection)


def _claimed(mail_id: int) -> Lease[OutgoingMail] | None:
    return leases.claim(OutgoingMail.objects.select_related("recipient"), mail_id)


def _gathered_with(first: OutgoingMail) -> Iterator[Lease[OutgoingMail]]:
    """What else is due for the same person and goes out in the same mail, claimed."""
    if not settings.MAIL_GATHERING_SECONDS or first.kind not in kinds.gathered():
        return
    due = OutgoingMail.objects.due().filter(recipient=first.recipient_id, kind__in=kinds.gathered())
    for mail_id in due.order_by("due_at", "id").values_list("pk", flat=True)[:MOST_TOGETHER]:
        lease = _claimed(mail_id)
        if lease is not None:
            yield lease


def _composed(lease: Lease[OutgoingMail]) -> Mail | None:
    """What it says. None, with the outcome in the row, where it is nothing."""
    with _if_still_ours():
        try:
            mail = mail_of(lease.work)
        except Exception as error:  # whatever is wrong with one mail, the others still go out
            _not_composed(lease, error)
        else:
            if mail is None:
                lease.end(OutgoingMail.CANCELLED)
            return mail
    return None


def _send(said: list[Claimed], connection: BaseEmailBackend) -> None:
    """In one message; each in one of its own where they cannot be written together."""
    try:
        message = message_of([(lease.work, mail) for lease, mail in said])
    except Exception as error:
        if len(said) == 1:
            with _if_still_ours():
                _not_composed(said[0][0], error)
            return
        logger.exception("Mail %s could not be written with others", said[0][0].work.pk)
        for each in said:
            _send([each], connection)
    else:
        _hand_over(said, message, connection)


def _hand_over(said: list[Claimed], message: EmailMessage, connection: BaseEmailBackend) -> None:
    held = [lease for lease, _ in said]
    try:
        send(message, connection)
    except ServerAway as away:
        _failed(held, refusal_in_one_line(away.cause), MAIL.attempts_when_away)
        raise
    except Exception as error:  # what the server or the library says is kept in the row
        _refused(said, error)
        close(connection)
    else:
        for lease, mail in said:
            with _if_still_ours(), transaction.atomic():
                lease.end()
                owe_beside(lease.work, mail)
        write_down_arrival(held[0].work.recipient)


def _refused(said: list[Claimed], error: Exception) -> None:
    held, why = [lease for lease, _ in said], refusal_in_one_line(error)
    if is_temporary(error):
        _failed(held, why, MAIL.attempts_when_away)
        return
    logger.error("Mail %s was refused: %s", ", ".join(str(lease.work.pk) for lease in held), why)
    _failed(held, why, FINAL)
    if speaks_of_the_address(error):
        write_down_refusal(held[0].work.recipient, why)
    # Whom mail does not reach may be reached there.
    for lease, mail in said:
        owe_beside(lease.work, mail)


def _failed(held: list[Lease[OutgoingMail]], why: str, most: int) -> None:
    for lease in held:
        with _if_still_ours():
            lease.fail(why, most=most)


def _not_composed(lease: Lease[OutgoingMail], error: Exception) -> None:
    logger.exception("Mail %s could not be composed", lease.work.pk)
    lease.fail(error)


@contextmanager
def _if_still_ours() -> Iterator[None]:
    try:
        yield
    except LeaseLost as lost:
        logger.warning("Taken back from a worker that was sending it: %s", lost)
