"""The background work of mail: a task carries an id, the row says the rest."""

from __future__ import annotations

from celery import shared_task

from notifications.services import delivery


@shared_task(name="notifications.deliver")
def deliver(mail_id: int) -> None:
    delivery.deliver(mail_id)


@shared_task(name="notifications.sweep")
def sweep() -> None:
    delivery.sweep()
