"""The background work of campaigns."""

from __future__ import annotations

from celery import shared_task

from campaigns.services import reminding, waves


@shared_task(name="campaigns.begin_due_waves")
def begin_due_waves() -> None:
    waves.begin_due_waves()


@shared_task(name="campaigns.remind")
def remind() -> None:
    reminding.remind_of_waves()
