"""Where what somebody typed differs from what is stored by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with both texts."""

    label: str
    typed: str
    stored: str


def differences(typed: forms.BaseForm, stored: forms.BaseForm) -> list[Difference]:
    """The visible fields in which two forms of the same kind differ; `typed` is bound, `stored` shows the database."""
    found = []
    for field in typed.visible_fields():
        if field.name not in stored.fields:
            continue
        mine, theirs = shown(field), shown(stored[field.name])
        if mine != theirs:
            found.append(Difference(str(field.label), mine, theirs))
    return found


def shown(field: forms.BoundField) -> str:
    """The field's content as a person reads it."""
    value: Any = field.value()
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        return str(dict(choices).get("" if value is None else str(value), value or ""))
    if value is None or value is False:
        return ""
    text = str(value)
    return "\n".join(text.strip().splitlines())
