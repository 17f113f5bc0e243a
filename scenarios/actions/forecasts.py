"""Having worked out in the background what comes of a scenario, and calling that off."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from accounts.models import User
from background.services.broker import publish
from scenarios.models import Scenario, ScenarioForecast
from scenarios.services import forecasting
from scenarios.services.predicting import Capacity, mark_of


@transaction.atomic
def ask_for_forecast(*, scenario: Scenario, capacity: Capacity, by: User) -> ScenarioForecast:
    """The work that is under way about just this, or new work."""
    row = Scenario.objects.select_for_update().get(pk=scenario.pk)  # two presses at once come one after the other
    known: ScenarioForecast | None = ScenarioForecast.objects.about(row, mark_of(capacity)).open().first()
    if known is not None:
        return known
    asked: ScenarioForecast = ScenarioForecast.objects.create(
        scenario=row,
        revision=row.version,
        teams=capacity.teams,
        throughput=dict(capacity.throughput),
        mark=mark_of(capacity),
        asked_by=by,
    )
    transaction.on_commit(partial(publish, forecasting.TASK, asked.pk))
    return asked


def cancel(*, forecast: ScenarioForecast) -> None:
    """Whoever is at it stops at its next sign of life."""
    ScenarioForecast.objects.filter(pk=forecast.pk).call_off()
