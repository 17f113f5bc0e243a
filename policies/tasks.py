"""The background work of policies: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from policies.services import simulation


@shared_task(name="policies.simulate")
def simulate(simulation_id: int) -> None:
    simulation.simulate(simulation_id)


@shared_task(name="policies.sweep")
def sweep() -> None:
    simulation.sweep()
