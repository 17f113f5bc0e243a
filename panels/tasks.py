"""The background work of panels."""

from __future__ import annotations

from celery import shared_task

from panels.services import due


@shared_task(name="panels.end_due_rounds")
def end_due_rounds() -> None:
    due.look()
