"""The Celery application. The schedule is only a heartbeat: what is due is decided by rows in the database."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import task_postrun, task_prerun
from structlog.contextvars import bind_contextvars, clear_contextvars

from presentation import strategies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drportal.settings")

app = Celery("drportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "derive what is stale": {"task": "derivation.sweep", "schedule": 60.0},
    "go on with simulations": {"task": "policies.sweep", "schedule": 60.0},
    "go on with asking owners": {"task": "assessments.sweep", "schedule": 60.0},
    "go on with files that are made": {"task": "exports.sweep", "schedule": 60.0},
    "go on with scenarios": {"task": "scenarios.sweep", "schedule": 60.0},
    "go on with imports": {"task": "systems.sweep", "schedule": 60.0},
    "fetch lists that are due": {"task": "systems.fetch_due", "schedule": 60.0},
    "take in what checked in": {"task": "checkins.take_in", "schedule": 30.0},
    "let findings grow older": {"task": "derivation.age", "schedule": 3600.0},
    "write the reminders that are due": {"task": "assessments.remind", "schedule": 60.0},
    "begin waves of campaigns": {"task": "campaigns.begin_due_waves", "schedule": 60.0},
    "remind of waves whose day is near": {"task": "campaigns.remind", "schedule": 300.0},
    "end rounds of questions whose day is over": {"task": "panels.end_due_rounds", "schedule": 60.0},
    "refresh the database's statistics": {"task": "systems.refresh_statistics", "schedule": 3600.0},
    "tell webhooks what happened": {"task": "api.sweep", "schedule": 30.0},
    "give a sign of life": {"task": "operations.heartbeat", "schedule": 30.0},
    "delete what was kept long enough": {"task": "accounts.retain", "schedule": 3600.0},
    "tidy up": {"task": "accounts.tidy", "schedule": 3600.0},
    # Every 10 seconds, because a mail that was refused for the moment is due again after 10.
    "send what is due": {"task": "notifications.sweep", "schedule": 10.0},
    "say in chats what is due": {"task": "notifications.sweep_chat", "schedule": 60.0},
}
task_prerun.connect(strategies.forget)


def name_in_logs(task_id: str, task: object, **_: object) -> None:
    """What a task logs carries its number, as what a request logs carries the request's."""
    clear_contextvars()
    bind_contextvars(task=getattr(task, "name", ""), task_id=task_id)


def forget_in_logs(**_: object) -> None:
    clear_contextvars()


task_prerun.connect(name_in_logs)
task_postrun.connect(forget_in_logs)
