"""Handing work to the broker. Rows carry the truth, so its absence never fails or delays what a person is doing."""

from __future__ import annotations

import logging
from threading import Thread
from time import monotonic

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 1.0
"""A broker that is connected but silent would otherwise hold a request for most of a minute."""
REST_SECONDS = 5.0
"""After a failure the broker is left alone for so long, so that each save does not wait for it again."""


class _Broker:
    """What this process knows about the broker: until when to leave it alone, and which call has not come back."""

    rest_until = 0.0
    hanging: Thread | None = None

    def rests(self) -> bool:
        return monotonic() < self.rest_until or (self.hanging is not None and self.hanging.is_alive())

    def rest(self, task: str, why: object) -> None:
        self.rest_until = monotonic() + REST_SECONDS
        logger.warning("The broker did not take %s; the sweep will: %s", task, why)


_broker = _Broker()


def publish(task: str, *arguments: object) -> None:
    """Hand over a task by name. When the broker is away this is logged, and the sweep finds the row by its state."""
    if _broker.rests():
        return
    # A daemon of its own: it neither holds the request nor, when it hangs, the end of the process.
    call = Thread(target=_send, args=(task, arguments), daemon=True, name=f"publish {task}")
    call.start()
    call.join(PATIENCE_SECONDS)
    if call.is_alive():
        _broker.hanging = call
        _broker.rest(task, f"no answer within {PATIENCE_SECONDS:.0f} s")


def _send(task: str, arguments: tuple[object, ...]) -> None:
    try:
        current_app.send_task(task, args=list(arguments))
    except (OperationalError, OSError) as error:
        _broker.rest(task, error)
