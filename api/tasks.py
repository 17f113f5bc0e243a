"""The background work of webhooks: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from api.services import delivering, noticing


@shared_task(name="api.deliver")
def deliver(delivery_id: int) -> None:
    delivering.deliver(delivery_id)


@shared_task(name="api.sweep")
def sweep() -> None:
    """Looks for news, then hands over what is due."""
    noticing.notice()
    delivering.sweep()
