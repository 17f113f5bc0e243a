"""The background work of assessments: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from assessments.services import reminders


@shared_task(name="assessments.remind")
def remind() -> None:
    reminders.remind()
