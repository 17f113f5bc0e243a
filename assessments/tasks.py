"""The background work of assessments: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from assessments.services import asking_many
from assessments.services.reminding import reminders


@shared_task(name="assessments.remind")
def remind() -> None:
    reminders.remind()


@shared_task(name="assessments.ask_many")
def ask_many(asking_id: int) -> None:
    asking_many.ask(asking_id)


@shared_task(name="assessments.sweep")
def sweep() -> None:
    asking_many.sweep()
