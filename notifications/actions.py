"""What people do with mail: try again what could not be sent."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.functions import Now

from accounts import audit
from accounts.models import User
from notifications.broker import publish
from notifications.models import Obligation
from notifications.obligations import DELIVER


class NotFailed(Exception):
    """Only a mail that could not be sent is tried again."""


@transaction.atomic
def try_again(*, obligation: Obligation, by: User) -> None:
    """Make a failed mail due at once, with all its attempts before it. Raises NotFailed."""
    failed = Obligation.objects.failed().filter(pk=obligation.pk)
    if not failed.update(state=Obligation.State.PENDING, due_at=Now(), attempts=0, interruptions=0):
        raise NotFailed
    audit.record(by=by, action="mail.tried_again", about=obligation, detail={"error": obligation.last_error})
    transaction.on_commit(partial(publish, DELIVER, obligation.pk))
