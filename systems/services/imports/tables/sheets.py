"""What comes out of a file, whatever its format: one or several sheets, each as the text of a CSV file."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is empty where a file has no sheets."""

    name: str
    text: str
