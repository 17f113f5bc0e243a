"""The mail server, as far as one is set: one connection for many mails, and what it means that there is none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


class ServerAway(Exception):
    """No connection could be opened, so no other mail would go out either; `cause` says why."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


@contextmanager
def connection_to_server() -> Iterator[BaseEmailBackend]:
    """One connection for all that is sent inside; opened by the first mail, closed at the end."""
    connection = get_connection()
    try:
        yield connection
    finally:
        close(connection)


def close(connection: BaseEmailBackend) -> None:
    """The next mail opens it again."""
    try:
        connection.close()
    except OSError:
        logger.info("The mail server had closed the connection before us.")


def send(message: EmailMessage, connection: BaseEmailBackend) -> None:
    """Raises ServerAway, or whatever the server or the library says about this message."""
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise ServerAway(error) from error
    connection.send_messages([message])
