"""An error as it is kept in a row: one line, of a length that fits."""

from __future__ import annotations

LONGEST = 500


def error_in_one_line(error: Exception | str) -> str:
    """PostgreSQL takes no NUL, and a column has an end."""
    text = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
    return " ".join(text.replace("\x00", "").split())[:LONGEST]
