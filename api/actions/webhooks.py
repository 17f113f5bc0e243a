"""Making a webhook, and ending it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from api.actions.tokens import NameTaken
from api.models import Webhook
from api.services.delivering import NO_MORE
from api.services.signing import kept, new_signing_secret


@transaction.atomic
def create_webhook(*, by: User, name: str, url: str, events: Iterable[str]) -> tuple[Webhook, str]:
    """The webhook and what signs its calls, which nobody can read later. Raises NameTaken."""
    secret = new_signing_secret()
    try:
        with transaction.atomic():
            webhook = Webhook.objects.create(
                name=name, url=url, events=sorted(set(events)), secret=kept(secret), created_by=by
            )
    except IntegrityError:
        raise NameTaken(name) from None
    audit.record(by=by, action="webhook.created", about=webhook, detail={"url": url, "events": webhook.events})
    return webhook, secret


@transaction.atomic
def end_webhook(*, webhook: Webhook, by: User) -> None:
    """Nothing is told to it any more, what is owed included. Twice is once."""
    if Webhook.objects.living().filter(pk=webhook.pk).update(ended_at=timezone.now()):
        webhook.deliveries.call_off(NO_MORE)
        audit.record(by=by, action="webhook.ended", about=webhook)
