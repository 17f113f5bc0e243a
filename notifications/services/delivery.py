"""Sending what is owed: claim by a conditional update, commit, compose, send, and say how it ended.

A worker that dies in between leaves a claim behind; after ten minutes it is taken back and sent again under the same
Message-ID. Times are computed in the database.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from smtplib import SMTPException
from time import monotonic

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import DateTimeField, ExpressionWrapper, F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from background.services.broker import publish
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from notifications.services.refusals import is_temporary, words_of

logger = logging.getLogger(__name__)
SWEEP = "notifications.sweep"
RETRY_SECONDS = (10, 30, 60, 300, 900)
ATTEMPTS = 100
"""After the last wait every 15 minutes, so often: a server that is away for a day is no reason to give up a mail."""
COMPOSE_ATTEMPTS = 3
INTERRUPTIONS = 3
STUCK_SECONDS = 600
AT_ONCE = 200
SWEEP_SECONDS = 20.0


class ServerAway(Exception):
    """No connection could be opened, so no other mail would go out either; `cause` says why."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


def deliver(mail_id: int) -> None:
    """Send one mail if it is due. A row that is gone, sent, or claimed by another worker is left alone."""
    with _connection() as connection, suppress(ServerAway):
        _attempt(mail_id, connection)


def sweep() -> None:
    """Send what is due and was not handed over, or failed for the moment. The rest goes to the next sweep."""
    take_back_stuck()
    until = monotonic() + SWEEP_SECONDS
    due = list(OutgoingMail.objects.due().order_by("due_at", "id").values_list("pk", flat=True)[:AT_ONCE])
    with _connection() as connection, suppress(ServerAway):
        for mail_id in due:
            _attempt(mail_id, connection)
            if monotonic() > until:
                break
        if due and OutgoingMail.objects.due().exists():
            publish(SWEEP)


def take_back_stuck() -> None:
    """Claims whose worker never came back become due again; the third time they are shown as failed instead."""
    long_ago = _in_seconds(-STUCK_SECONDS)
    stuck = OutgoingMail.objects.filter(state=OutgoingMail.State.SENDING, claimed_at__lt=long_ago)
    stuck.filter(interruptions__gte=INTERRUPTIONS - 1).update(
        state=OutgoingMail.State.FAILED,
        interruptions=F("interruptions") + 1,
        last_error="The worker ended three times while it was sending this.",
    )
    stuck.update(state=OutgoingMail.State.PENDING, due_at=Now(), interruptions=F("interruptions") + 1)


@contextmanager
def _connection() -> Iterator[BaseEmailBackend]:
    """One connection for all that is sent here; opened by the first mail, closed at the end."""
    connection = get_connection()
    try:
        yield connection
    finally:
        _close(connection)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("The mail server had closed the connection before us.")


def _attempt(mail_id: int, connection: BaseEmailBackend) -> None:
    """One try, whose outcome stands in the row. Raises ServerAway when no connection could be opened."""
    claimed = _claim(mail_id)
    if claimed is None:
        return
    try:
        message = message_for(claimed)
    except Exception as error:  # whatever is wrong with one mail, the others still go out
        logger.exception("Mail %s could not be composed", claimed.pk)
        _again_or_failed(claimed, error, most=COMPOSE_ATTEMPTS)
        return
    if message is None:
        _end(claimed, OutgoingMail.State.CANCELLED)
        return
    try:
        _send(message, connection)
    except ServerAway as away:
        _again_or_failed(claimed, away.cause, most=ATTEMPTS)
        raise
    except Exception as error:  # what the server or the library says is kept in the row
        _again_or_failed(claimed, error, most=ATTEMPTS if is_temporary(error) else 0)
        _close(connection)
        return
    _end(claimed, OutgoingMail.State.SENT, sent_at=Now(), last_error="")


def _send(message: EmailMessage, connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise ServerAway(error) from error
    connection.send_messages([message])


def _claim(mail_id: int) -> OutgoingMail | None:
    due = OutgoingMail.objects.due().filter(pk=mail_id)
    if not due.update(state=OutgoingMail.State.SENDING, claimed_at=Now(), attempts=F("attempts") + 1):
        return None
    return OutgoingMail.objects.select_related("recipient").filter(pk=mail_id).first()


def _again_or_failed(claimed: OutgoingMail, error: Exception, *, most: int) -> None:
    said = words_of(error)
    if claimed.attempts >= most:
        _end(claimed, OutgoingMail.State.FAILED, last_error=said)
        return
    wait = RETRY_SECONDS[min(claimed.attempts, len(RETRY_SECONDS)) - 1]
    _end(claimed, OutgoingMail.State.PENDING, due_at=_in_seconds(wait), last_error=said)


def _end(claimed: OutgoingMail, state: str, **values: object) -> None:
    """Only our own claim: when it was taken back meanwhile, the row is no longer ours to write."""
    ours = Q(pk=claimed.pk, state=OutgoingMail.State.SENDING, attempts=claimed.attempts)
    OutgoingMail.objects.filter(ours).update(state=state, **values)


def _in_seconds(seconds: float) -> Combinable:
    return ExpressionWrapper(Now() + timedelta(seconds=seconds), output_field=DateTimeField())
