"""The background work of assessments: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from assessments import ageing, derivation, reminders, stretches
from assessments.policies import simulation
from assessments.voices import due


@shared_task(name="assessments.derive")
def derive(system_ids: list[int]) -> None:
    derivation.derive(system_ids)


@shared_task(name="assessments.sweep")
def sweep() -> None:
    derivation.sweep()
    stretches.sweep()
    simulation.sweep()


@shared_task(name="assessments.age")
def age() -> None:
    ageing.mark_aged()


@shared_task(name="assessments.derive_stretch")
def derive_stretch(stretch_id: int) -> None:
    stretches.derive(stretch_id)


@shared_task(name="assessments.simulate")
def simulate(simulation_id: int) -> None:
    simulation.simulate(simulation_id)


@shared_task(name="assessments.remind")
def remind() -> None:
    reminders.remind()


@shared_task(name="assessments.look_at_rounds")
def look_at_rounds() -> None:
    due.look()
