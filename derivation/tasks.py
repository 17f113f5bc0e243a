"""The background work of deriving: tasks carry ids, rows say the rest."""

from __future__ import annotations

from celery import shared_task

from derivation.services import ageing, batches, deriving


@shared_task(name="derivation.derive")
def derive() -> None:
    deriving.derive_waiting()


@shared_task(name="derivation.derive_again")
def derive_again(system_ids: list[int]) -> None:
    deriving.derive(system_ids)


@shared_task(name="derivation.derive_batch")
def derive_batch(batch_id: int) -> None:
    batches.derive(batch_id)


@shared_task(name="derivation.sweep")
def sweep() -> None:
    deriving.sweep()
    batches.sweep()


@shared_task(name="derivation.age")
def age() -> None:
    ageing.mark_aged()
