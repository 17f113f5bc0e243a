"""Which fields of a form stand beside each other where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

Row = tuple[forms.BoundField, ...]


def rows_of(form: forms.BaseForm, *rows: str | Sequence[str]) -> tuple[Row, ...]:
    """One row for each name, or for each sequence of names."""
    return tuple(tuple(form[name] for name in ((row,) if isinstance(row, str) else row)) for row in rows)
