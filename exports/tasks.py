"""The background work of exports: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from exports.services import making


@shared_task(name="exports.make")
def make(file_id: int) -> None:
    making.make(file_id)


@shared_task(name="exports.sweep")
def sweep() -> None:
    making.sweep()
