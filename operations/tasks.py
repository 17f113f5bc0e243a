"""What the scheduler asks for to show that it is there."""

from __future__ import annotations

from time import time
from typing import Any

from celery import shared_task
from celery.signals import before_task_publish

from operations.services import heartbeat


@shared_task(name=heartbeat.TASK, bind=True)
def beat(self: Any, sent_at: float | None = None) -> None:
    """Without a moment, which `say_when` puts in, it was not the scheduler who asked: then it is now."""
    heartbeat.arrived(sent_at or time(), str(self.request.hostname or ""))


@before_task_publish.connect(sender=heartbeat.TASK, weak=False)
def say_when(body: tuple[Any, dict[str, object], Any], **_: Any) -> None:
    """The schedule has no clock: the moment is that at which the sign is handed over."""
    body[1]["sent_at"] = time()
