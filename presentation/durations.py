"""Durations in words and in short, in the reader's language or in one that is asked for."""

from __future__ import annotations

from presentation.language import language
from recovery import durations


def duration_in_words(seconds: int, spoken: str = "") -> str:
    """`14400` is “4 hours”."""
    return durations.duration_in_words(seconds, spoken or language())


def short_duration(seconds: int, spoken: str = "") -> str:
    """For tight places: `14400` is “4 h”."""
    return durations.short(seconds, spoken or language())
