"""The background work of mail: a task carries an id, the row says the rest."""

from __future__ import annotations

from celery import shared_task

from notifications.services import delivery, sign_in_mail
from notifications.services.chat import posting


@shared_task(name="notifications.deliver")
def deliver(mail_id: int) -> None:
    delivery.deliver(mail_id)


@shared_task(name="notifications.sweep")
def sweep() -> None:
    delivery.sweep()


@shared_task(name=posting.POST)
def post_in_chat(message_id: int) -> None:
    posting.deliver(message_id)


@shared_task(name="notifications.sweep_chat")
def sweep_chat() -> None:
    posting.sweep()


@shared_task(name=sign_in_mail.TASK)
def write_down_sign_in_mail(link_id: int, said: str, about_the_address: bool) -> None:
    sign_in_mail.write_down(link_id, said, about_the_address)
