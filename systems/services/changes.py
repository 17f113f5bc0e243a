"""What a change changed: old and new value of each field, and how the audit trail says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils import translation

from systems.models import System


def changes_between(before: Model, fields: dict[str, object]) -> dict[str, tuple[Any, Any]]:
    """Old and new of every field that differs."""
    return {name: (getattr(before, name), new) for name, new in fields.items() if getattr(before, name) != new}


def detail_of(
    changes: dict[str, tuple[Any, Any]], model: type[Model] = System, extra: Mapping[str, str] | None = None
) -> dict[str, object]:
    """For the audit trail: what changed, in words and in full. Always in English: the trail is not translated.

    `extra` calls what is no field of the model.
    """
    called = extra or {}
    with translation.override("en"):
        labels = [
            called[name] if name in called else str(getattr(model._meta.get_field(name), "verbose_name", name))
            for name in changes
        ]
    texts = {name: [as_text(old), as_text(new)] for name, (old, new) in changes.items()}
    return {"fields": ", ".join(labels), "changes": texts}


def as_text(value: Any) -> Any:
    return value if isinstance(value, int | float | bool) or value is None else str(getattr(value, "email", value))
