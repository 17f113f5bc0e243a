"""Working out in the background what comes of a scenario in which very many systems fall."""

from __future__ import annotations

from django.db.models import Q

from background.services import leases
from background.services.gc_pause import undisturbed
from background.services.leases import Lease
from scenarios.models import ScenarioForecast
from scenarios.services.keeping import packed
from scenarios.services.predicting import Capacity, gather

TASK = "scenarios.forecast"


class ScenarioChanged(Exception):
    """The scenario was changed after this was asked for."""


def forecast(forecast_id: int) -> None:
    """Work out one, if nobody else is at it. Whatever stops it is written down, to be shown."""
    rows = ScenarioForecast.objects.select_related("scenario__unit")
    leases.carry_out(leases.claim(rows, forecast_id), _forecast)


def sweep() -> None:
    """Hand over again what nobody took; end what three workers did not come back from."""
    leases.sweep(ScenarioForecast, TASK)


def _forecast(lease: Lease[ScenarioForecast]) -> None:
    work, tried = lease.work, 0
    if work.scenario.version != work.revision:
        raise ScenarioChanged("the scenario was changed meanwhile")

    def alive() -> None:
        nonlocal tried
        tried += 1
        lease.heartbeat(tried=tried)

    with undisturbed():
        gathered = gather(work.scenario, however_many=True)
        lease.heartbeat(fallen=len(gathered.systems), tried=0)
        kept = packed(gathered.outlook(Capacity(work.teams, dict(work.throughput)), alive))
    lease.end(kept=kept)
    _forget_older(work)


def _forget_older(work: ScenarioForecast) -> None:
    """Nobody reads what the newest has taken the place of, nor what is about the scenario as it was."""
    older = ScenarioForecast.objects.filter(scenario=work.scenario, pk__lt=work.pk, ended_at__isnull=False)
    older.filter(~Q(revision=work.revision) | Q(mark=work.mark)).delete()
