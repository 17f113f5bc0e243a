"""What the scheduler hands over can be handed over, and arrives as a task can take it."""

from __future__ import annotations

from time import time

import pytest
from kombu import Connection

from drportal.celery import app
from drportal.queues import ROUTES
from operations.models import Heartbeat
from operations.services.heartbeat import TASK

app.loader.import_default_modules()
SCHEDULED = {name: entry["task"] for name, entry in app.conf.beat_schedule.items()}


def handed_over(task: str) -> tuple[list[object], dict[str, object]]:
    """The arguments as they lie in the queue, after the scheduler has put them there."""
    with Connection("memory://") as broker:
        queue = broker.SimpleQueue(ROUTES.get(task, {}).get("queue", app.conf.task_default_queue))
        queue.clear()
        app.tasks[task].apply_async(connection=broker)
        message = queue.get(timeout=1)
        message.ack()
        arguments, named, _ = message.decode()
    return arguments, named


@pytest.mark.parametrize("name", SCHEDULED)
def test_what_is_scheduled_is_taken(name):
    arguments, named = handed_over(SCHEDULED[name])
    app.tasks[SCHEDULED[name]].__header__(*arguments, **named)


@pytest.mark.django_db
def test_a_sign_of_life_carries_the_moment_at_which_it_was_handed_over():
    arguments, named = handed_over(TASK)
    assert named["sent_at"] == pytest.approx(time(), abs=10)
    app.tasks[TASK].apply(args=arguments, kwargs=named)
    assert Heartbeat.objects.get().sent_at.timestamp() == pytest.approx(named["sent_at"], abs=0.001)
