"""Objectives in the database: whole seconds in one column, the state in another, never mixed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from presentation.states import OBJECTIVE_STATES
from recovery.facts import Objective, State


class ObjectiveState(models.TextChoices):
    """The five states of an objective; zero and a duration share `VALUE`, told apart by the seconds."""

    UNSET = State.UNSET.value, OBJECTIVE_STATES[State.UNSET]
    UNKNOWN = State.UNKNOWN.value, OBJECTIVE_STATES[State.UNKNOWN]
    NOT_APPLICABLE = State.NOT_APPLICABLE.value, OBJECTIVE_STATES[State.NOT_APPLICABLE]
    VALUE = "value", _("set")


def objective(state: str, seconds: int | None) -> Objective:
    """The pair of columns as the method's objective."""
    if state == ObjectiveState.VALUE:
        if seconds is None:
            raise ValueError("An objective that is set has seconds.")
        return seconds
    return State(state)


def columns(name: str, value: Objective) -> dict[str, str | int | None]:
    """The method's objective as the pair of columns, ready for `update(**columns(...))`."""
    if isinstance(value, State):
        return {f"{name}_state": value.value, f"{name}_seconds": None}
    return {f"{name}_state": ObjectiveState.VALUE.value, f"{name}_seconds": int(value)}


def objective_check(name: str) -> models.CheckConstraint:
    """Seconds exactly when the state says so, and never below zero."""
    value = models.Q(**{f"{name}_state": "value", f"{name}_seconds__isnull": False, f"{name}_seconds__gte": 0})
    other = models.Q(**{f"{name}_state__in": ["unset", "unknown", "not applicable"], f"{name}_seconds__isnull": True})
    return models.CheckConstraint(condition=value | other, name=f"%(class)s_{name}_state_fits")


class Seconds(models.PositiveBigIntegerField):  # type: ignore[type-arg]
    """A duration in whole seconds; empty means that nobody has said it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, object]]:
        """As Django's own field: migrations do not import application code."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveBigIntegerField", args, kwargs
