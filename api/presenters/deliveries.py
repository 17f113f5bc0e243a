"""What became of a call to a webhook, for people."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.models import WebhookDelivery

STATES: dict[str, tuple[str, str | Promise]] = {
    WebhookDelivery.PENDING: ("open", _("waiting")),
    WebhookDelivery.HELD: ("informs", _("being called")),
    WebhookDelivery.DONE: ("good", _("told")),
    WebhookDelivery.FAILED: ("blocks", _("could not be told")),
    WebhookDelivery.CANCELLED: ("plain", _("no longer needed")),
}


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    """A call, the colour and the word of its state, and whether it may be tried again."""

    delivery: WebhookDelivery
    badge: str
    state: str | Promise
    failed: bool


def shown_delivery(delivery: WebhookDelivery) -> ShownDelivery:
    return ShownDelivery(delivery, *STATES[delivery.state], failed=delivery.state == delivery.FAILED)
