"""What people do with mail: try again what could not be sent, and let mail go out again after a restoration."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit
from background.services.broker import publish
from notifications.models import DeliveryPause, OutgoingMail
from notifications.services.delivery import SWEEP
from notifications.services.outgoing import DELIVER

LEFT_OUT = "left out after the portal was restored"


class NotFailed(Exception):
    """Only a mail that could not be sent is tried again."""


@transaction.atomic
def try_again(*, outgoing: OutgoingMail, by: User) -> None:
    """Make a failed mail due at once, with all its attempts before it. Raises NotFailed."""
    failed = OutgoingMail.objects.failed().filter(pk=outgoing.pk)
    if not failed.begin_anew():
        raise NotFailed
    audit.record(by=by, action="mail.tried_again", about=outgoing, detail={"error": outgoing.error})
    transaction.on_commit(partial(publish, DELIVER, outgoing.pk))


@transaction.atomic
def end_pause(*, send: bool, by: User) -> int | None:
    """Let mail go out again; what waits is sent, or left out for good. Returns how many; None where mail goes out."""
    resting = DeliveryPause.objects.select_for_update().filter(ended_at=None).first()
    if resting is None:
        return None
    waiting = OutgoingMail.objects.open()
    count = waiting.count() if send else waiting.call_off(LEFT_OUT)
    DeliveryPause.objects.filter(pk=resting.pk).update(ended_at=Now())
    audit.record(by=by, action="mail.let_go" if send else "mail.left_out", about=resting, detail={"mails": count})
    transaction.on_commit(partial(publish, SWEEP))
    return count
