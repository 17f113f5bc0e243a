"""What people do with mail: try again what could not be sent."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from background.services.broker import publish
from notifications.models import OutgoingMail
from notifications.services.outgoing import DELIVER


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
