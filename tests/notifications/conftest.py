"""A kind of mail of the tests' own, and a real SMTP server that refuses on demand."""

from __future__ import annotations

import socket
from itertools import count

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import transaction

from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.kinds import Mail
from notifications.services.outgoing import owe
from tests.background import published
from tests.factories import PersonFactory

__all__ = ["published"]


class Sink:
    """Keeps what arrives. Gives `answers` in turn, then 250; "cut" takes the mail and hangs up without an answer."""

    def __init__(self) -> None:
        self.arrived: list[Envelope] = []
        self.answers: list[str] = []

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: object) -> str:  # noqa: N802
        if self.answers and self.answers[0].startswith("rcpt "):
            return self.answers.pop(0).removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "cut":
            self.arrived.append(envelope)
            server.transport.abort()
            return "250 nobody hears this"
        if answer.startswith("250"):
            self.arrived.append(envelope)
        return answer


@pytest.fixture
def sink(settings):
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


@pytest.fixture
def kind(tmp_path, settings):
    """The kind `test`: says the context's `words`; nothing for empty words; fails where they say so."""

    def compose(outgoing: OutgoingMail) -> Mail | None:
        words = outgoing.context.get("words", "Hello")
        if words == "raise":
            raise ValueError("this mail cannot be written")
        beside = {name: outgoing.context[name] for name in ("page", "channels") if name in outgoing.context}
        return Mail(words, "tests/mail_of_the_tests", {"words": words}, **beside) if words else None

    folder = tmp_path / "templates" / "tests"
    folder.mkdir(parents=True)
    (folder / "mail_of_the_tests.txt").write_text("{{ words|safe }} {{ person }}")
    (folder / "mail_of_the_tests.html").write_text(
        '{% extends "notifications/mails/mail.html" %}{% block mail %}<p>{{ words }}</p>{% endblock %}'
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path / "templates"]}]
    kinds.register("test", compose, "A test")
    yield "test"
    kinds._kinds.pop("test")


@pytest.fixture
def owed(kind):
    """`owed()` owes a mail of the test kind; keywords go into its context."""
    numbers = count()

    def owing(recipient=None, due_at=None, **context) -> OutgoingMail:
        person = recipient or PersonFactory()
        with transaction.atomic():
            return owe(kind=kind, key=f"test:{next(numbers)}", recipient=person, context=context, due_at=due_at)

    return owing
