"""The steps of a plan in words, for its preview."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from presentation.durations import duration_in_words
from presentation.numbers import DASH, grouped_number, without_empty_fraction
from systems.models import System
from systems.services.imports.columns import BY_KEY
from systems.services.imports.plan import REFUSED, Step

LONG = 200
CHOICES = {"status": System.Status.choices, "hosting": System.Hosting.choices, "type": System.Type.choices}
TODO = "todo"


def shown_step(step: Step) -> dict[str, Any]:
    """One row of the preview. Everything in it is text, to be escaped by the page."""
    return {
        "number": step.number,
        "outcome": step.outcome,
        "name": step.name or DASH,
        "key": step.key,
        "changes": [change(step, name, value) for name, value in step.values.items() if name != "name" or step.before],
        "needs": ", ".join(step.needs),
        "why": step.why,
        "notes": [*step.notes, *to_do(step)],
    }


def change(step: Step, name: str, value: Any) -> dict[str, str]:
    return {
        "label": str(BY_KEY[name].label).partition(":")[0],
        "before": value_in_words(name, step.before[name]) if step.before.get(name) not in (None, "") else "",
        "value": value_in_words(name, value),
    }


def to_do(step: Step) -> list[str]:
    """What is still missing afterwards: said as the to-do that it is, not as a fault."""
    if step.outcome == REFUSED:
        return []
    missing = [gettext("No owner yet.")] if step.ownerless else []
    purpose = step.values.get("purpose") or (step.system.purpose if step.system else "")
    return [*missing, *([] if purpose else [gettext("No purpose yet.")])]


def wanted(step: Step, show: str) -> bool:
    """Whether the step belongs to the part of the preview that is looked at."""
    if show == TODO:
        return bool(step.notes or to_do(step))
    return not show or step.outcome == show


def value_in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return DASH
    if name.endswith("_seconds"):
        return duration_in_words(value)
    if isinstance(value, Decimal):
        return grouped_number(without_empty_fraction(value))
    if name in CHOICES:
        return str(dict(CHOICES[name]).get(value, value))
    text = " · ".join(str(getattr(value, "email", value)).splitlines())
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
