"""Owing a mail, and no longer owing it. Both belong into the transaction of what happened."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from background.services.broker import publish
from background.services.clock import database_now
from notifications.models import OutgoingMail
from notifications.services import kinds

DELIVER = "notifications.deliver"


def owe(
    *, kind: str, key: str, recipient: User, context: Mapping[str, Any] | None = None, due_at: datetime | None = None
) -> OutgoingMail:
    """Owe one mail, once: the same `key` again gives the row that is there. Without `due_at` it is due at once.

    One that was cancelled, because there was nothing to say, becomes due again. Raises TransactionManagementError
    outside a transaction: a mail without its event, or an event without its mail, would be wrong.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A mail is owed in the transaction of its event.")
    owed = {"context": dict(context or {}), "message_id": new_message_id()} | ({"due_at": due_at} if due_at else {})
    outgoing, created = OutgoingMail.objects.get_or_create(
        key=key, defaults={"kind": kind, "recipient": recipient, **owed}
    )
    if (created or _revive(outgoing, owed)) and not due_at:
        transaction.on_commit(partial(publish, DELIVER, outgoing.pk))
    return outgoing


def owe_soon(*, kind: str, key: str, recipient: User, context: Mapping[str, Any] | None = None) -> OutgoingMail:
    """Owe a mail that may wait a few minutes (setting), so that it is one with what else happens for its recipient."""
    return owe(kind=kind, key=key, recipient=recipient, context=context, due_at=_gathering_until(recipient))


def _gathering_until(recipient: User) -> datetime | None:
    """When what waits for this person goes out, else in a few minutes; None where nothing waits at all."""
    wait = timedelta(seconds=settings.MAIL_GATHERING_SECONDS)
    if not wait:
        return None
    waiting = OutgoingMail.objects.filter(
        kind__in=kinds.gathered(), recipient=recipient, state=OutgoingMail.State.PENDING
    )
    first = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    latest = database_now() + wait
    return min(first, latest) if first else latest


def owe_together(
    *,
    kind: str,
    key: str,
    recipient: User,
    context: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> OutgoingMail:
    """Owe a mail of a kind that says all there is for its recipient when it is sent: what is owed within a few minutes
    (setting), or before the same later moment, is one mail, the first, with the newest context. Raises
    TransactionManagementError as `owe` does."""
    now = database_now()
    later = not_before is not None and not_before > now
    if not settings.MAIL_GATHERING_SECONDS and not later:
        return owe(kind=kind, key=key, recipient=recipient, context=context)
    waiting = OutgoingMail.objects.select_for_update().filter(
        kind=kind, recipient=recipient, state=OutgoingMail.State.PENDING
    )
    gathering: OutgoingMail | None = waiting.order_by("due_at").first()
    if gathering is None:
        soon = _gathering_until(recipient) or now
        due_at = max(soon, not_before or now)
        return owe(kind=kind, key=key, recipient=recipient, context=context, due_at=due_at)
    gathering.context = {**gathering.context, **(context or {})}
    gathering.save(update_fields=["context"])
    return gathering


def _revive(outgoing: OutgoingMail, owed: dict[str, Any]) -> bool:
    cancelled = OutgoingMail.objects.filter(pk=outgoing.pk, state=OutgoingMail.State.CANCELLED)
    return bool(cancelled.begin_anew(error="", **owed))


def cancel(*keys: str) -> int:
    """No longer owe what has not been sent yet; the number of mails that will not be sent."""
    waiting = OutgoingMail.objects.filter(key__in=keys, state=OutgoingMail.State.PENDING)
    return waiting.update(state=OutgoingMail.State.CANCELLED)


def forget(person: User) -> None:
    """Nothing more goes to the person. That mail was sent stays, as a reminder that was owed once; not what it said."""
    mails = OutgoingMail.objects.filter(recipient=person)
    mails.open().call_off()
    mails.update(context={}, error="")


def new_message_id() -> str:
    """Given to the row, not to the attempt: a mail sent twice by accident is recognised as one."""
    return f"<{uuid.uuid4()}@{settings.PUBLIC_HOST}>"
