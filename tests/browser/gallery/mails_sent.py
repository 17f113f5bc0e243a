"""A mail of every kind in the outbox, and one that could not be sent."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from assessments.services.reminding import reminders
from notifications.models import OutgoingMail
from notifications.services import delivery, outbox
from notifications.services.composing import message_for

LEAST_READ = 200


def prepare() -> dict[str, Any]:
    """The names of the newest mail of each kind, as `mail_…`."""
    reminders.remind()
    delivery.sweep()
    OutgoingMail.objects.create(
        kind="please_answer", key="gallery:failed", recipient=User.objects.get(email="unused@example.org"),
        state="failed", attempts=3, error="550 5.1.1 no such mailbox",
    )  # fmt: skip
    by_head = {(mail.to, mail.subject): mail.name for mail in outbox.heads(outbox.names()[:LEAST_READ])}
    found: dict[str, Any] = {}
    for owed in OutgoingMail.objects.filter(state="sent").order_by("pk").select_related("recipient"):
        message = message_for(owed)
        name = message and by_head.get((message.to[0], message.subject))
        if name:
            found[f"mail_{owed.kind}"] = name
    return found
