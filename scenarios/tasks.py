"""The background work of scenarios: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from scenarios.services import forecasting


@shared_task(name="scenarios.forecast")
def forecast(forecast_id: int) -> None:
    forecasting.forecast(forecast_id)


@shared_task(name="scenarios.sweep")
def sweep() -> None:
    forecasting.sweep()
