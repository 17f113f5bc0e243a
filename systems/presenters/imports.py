"""The steps of a plan in words, for its preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from presentation.durations import duration_in_words
from presentation.numbers import DASH, grouped_number, without_empty_fraction
from systems.models import Dependency
from systems.services.imports.cells import WORDS
from systems.services.imports.meanings import short_label
from systems.services.imports.needs import Edge
from systems.services.imports.notes import Note
from systems.services.imports.plan import Step

LONG = 200
CHOICES = {meaning: values.choices for meaning, (_words, values) in WORDS.items()}


def shown_step(step: Step, notes: Iterable[Note]) -> dict[str, object]:
    """One row of the preview. Everything in it is text, to be escaped by the page."""
    return {
        "number": step.number,
        "outcome": step.outcome,
        "name": step.name or DASH,
        "key": step.key,
        "changes": [change(step, name, value) for name, value in step.values.items() if name != "name" or step.before],
        "needs": needs_in_words(step.needs),
        "dropped": needs_in_words(step.dropped),
        "why": step.why,
        "notes": [note.text for note in notes],
    }


def change(step: Step, name: str, value: Any) -> dict[str, str]:
    return {
        "label": short_label(name),
        "before": value_in_words(name, step.before[name]) if step.before.get(name) not in (None, "") else "",
        "value": value_in_words(name, value),
    }


def needs_in_words(edges: Iterable[Edge]) -> str:
    """The keys, each with its kind beside it."""
    return ", ".join(f"{key} ({Dependency.Kind(kind).label})" for key, kind in edges)


def value_in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return DASH
    if name.endswith("_seconds"):
        return duration_in_words(value)
    if isinstance(value, Decimal):
        return grouped_number(without_empty_fraction(value))
    if name in CHOICES:
        return str(dict(CHOICES[name]).get(value, value))
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    text = " · ".join(str(getattr(value, "email", value)).splitlines())
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
