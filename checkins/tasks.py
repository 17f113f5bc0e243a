"""The background work of check-ins."""

from __future__ import annotations

from celery import shared_task

from checkins.services import overdue, taking_in


@shared_task(name="checkins.take_in")
def take_in() -> None:
    """First what has come, so that nothing is overdue that is there."""
    taking_in.take_in()
    overdue.mark_overdue()
