"""What comes out of a file, whatever its format: one or several sheets, each as the text of a CSV file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MOST_ROWS = 20_000
Watch = Callable[[int], None]
"""Is told now and then how many rows have been read."""


def unwatched(_count: int) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is empty where a file has no sheets."""

    name: str
    text: str
