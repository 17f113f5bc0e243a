"""Mail as files, and read back as whoever gets it reads it."""

from __future__ import annotations

import email
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from notifications import tasks as mail_tasks
from tests.notifications.conftest import sink

__all__ = ["sink"]


@pytest.fixture
def mail_goes_to_files(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"
    settings.PUBLIC_URL = "https://dr.example.org"


@pytest.fixture
def letters(settings, mail_goes_to_files) -> Callable[[], list[EmailMessage]]:
    """`letters()` sends what is due and gives all mails so far, the oldest first."""

    def sent() -> list[EmailMessage]:
        mail_tasks.sweep()
        files = sorted(Path(settings.OUTBOX_DIR).glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    return sent


def text(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content().replace("\r", "")


def html(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content()
