"""Calling an address: signed, from the number that was checked, once for each success. What fails is tried again."""

from __future__ import annotations

import http.client
import json
import time

from django.conf import settings

from api.models import Webhook, WebhookDelivery
from api.services.signing import secret_of, signature
from background.services import leases
from background.services.leases import Lease
from background.services.web_places import NoPlace, Pinned, checked, place_of

DELIVER = "api.deliver"
NO_MORE = "the webhook was ended"


class Refused(Exception):
    """The address answered with another status than 2xx; `status` is it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"it answered {status} {reason}")
        self.status = status


def deliver(delivery_id: int) -> None:
    """One call, if it is due and nobody else is at it. Whatever stops it is written down, to be shown."""
    leases.carry_out(leases.claim(WebhookDelivery.objects.select_related("webhook"), delivery_id), _deliver)


def sweep() -> None:
    """Hand over again what is due, and what its worker went silent over."""
    leases.sweep(WebhookDelivery, DELIVER)


def _deliver(lease: Lease[WebhookDelivery]) -> None:
    delivery = lease.work
    if delivery.webhook.ended_at:
        lease.end(delivery.CANCELLED, error=NO_MORE)
        return
    try:
        status = call(delivery.webhook, number=number_of(delivery), body=delivery.body)
    except Refused as refused:
        lease.heartbeat(answered=refused.status)
        lease.fail(str(refused))
    except (NoPlace, OSError, http.client.HTTPException, ValueError) as error:
        lease.heartbeat(answered=None)
        lease.fail(error if isinstance(error, OSError) else str(error))
    else:
        lease.end(answered=status)


def number_of(delivery: WebhookDelivery) -> str:
    """The same at each try: a receiver that has had it knows it again."""
    return f"msg_{delivery.pk}"


def call(webhook: Webhook, *, number: str, body: object) -> int:
    """The status, of 2xx. Raises Refused, NoPlace, OSError, HTTPException and ValueError."""
    place = place_of(webhook.url)
    connection = Pinned(place, checked(place, private=settings.WEBHOOK_PRIVATE_ADDRESSES))
    content, at = json.dumps(body, ensure_ascii=False, sort_keys=True).encode(), int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "DR-Portal",
        "webhook-id": number,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(secret_of(webhook.secret), number=number, at=at, body=content),
    }
    try:
        connection.request("POST", place.target, content, headers)
        response = connection.getresponse()
    finally:
        connection.close()
    if not 200 <= response.status < 300:
        raise Refused(response.status, response.reason)
    return response.status
