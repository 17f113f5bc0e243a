"""Recording an exercise, and removing the record of one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from accounts.models import User
from accounts.services import audit
from systems.models import Exercise, System
from systems.services.staleness import mark_stale


@transaction.atomic
def record_exercise(*, system: System, by: User, **facts: Any) -> Exercise:
    """An exercise, once: the same one sent twice is one. `facts` are the fields of the model."""
    exercise, new = Exercise.objects.get_or_create(system=system, **facts)
    if new:
        audit.record(by=by, action="system.exercise_recorded", about=system, detail=facts)
        mark_stale([system.pk])
    return exercise


@transaction.atomic
def remove_exercise(*, exercise: Exercise, reason: str, by: User) -> None:
    """A record that should not be there. The trail keeps what it said and why it went; twice is as good as once."""
    deleted, _kinds = Exercise.objects.filter(pk=exercise.pk).delete()
    if deleted:
        facts = model_to_dict(exercise, exclude=("id", "system"))
        audit.record(by=by, action="system.exercise_removed", about=exercise.system, detail={**facts, "reason": reason})
        mark_stale([exercise.system_id])
