"""Durations in whole seconds: the ladder of offered values, and how they are written.

A duration here is always a number of seconds, zero included. States such as "unset" live in `recovery.facts`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache

from recovery.languages import catalogue

SECOND = 1
MINUTE = 60
HOUR = 3600
DAY = 86400
WEEK = 7 * DAY
MONTH = 30 * DAY
YEAR = 365 * DAY
LONGEST = 100 * YEAR
"""No duration in a recovery plan is longer than a century; anything above is a typing error."""

LADDER: tuple[int, ...] = (
    0, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR,
    24 * HOUR, 2 * DAY, 3 * DAY, WEEK, 2 * WEEK, MONTH,
)  # fmt: skip
"""The values offered for an objective, in seconds (method, section 1)."""

UNITS = {"year": YEAR, "month": MONTH, "week": WEEK, "day": DAY, "hour": HOUR, "minute": MINUTE, "second": SECOND}
"""The units as the catalogues name them, in seconds."""
_COUNTED = ((YEAR, YEAR, LONGEST), (MONTH, 6 * MONTH, LONGEST), (WEEK, 2 * WEEK, 4 * WEEK))
"""Units in which people count what is whole in them, from and up to how long."""
Forms = tuple[str, str]
"""The word for one of them and for any other number of them."""


def snap_down(seconds: float) -> int:
    """The highest ladder step at or below a duration; 30 days for anything longer."""
    return LADDER[max(bisect_right(LADDER, seconds) - 1, 0)]


def snap_up(seconds: int) -> int:
    """The lowest ladder step at or above a duration; the duration itself beyond the ladder."""
    return next((step for step in LADDER if step >= seconds), seconds)


def looser_step(seconds: int) -> int | None:
    """The next ladder step above a duration, or None at the loose end."""
    at = bisect_right(LADDER, seconds)
    return LADDER[at] if at < len(LADDER) else None


def tighter_step(seconds: int) -> int | None:
    """The next ladder step below a duration, or None at zero."""
    at = bisect_left(LADDER, seconds) - 1
    return LADDER[at] if at >= 0 else None


def steps_apart(one: int, other: int) -> int:
    """How many ladder steps `other` is looser than `one`, each snapped down first; negative when tighter."""
    return bisect_right(LADDER, other) - bisect_right(LADDER, one)


@lru_cache(maxsize=4096)
def duration_in_words(seconds: int, language: str = "en", *, approximate: bool = False) -> str:
    """A duration in full words, such as "58 hours 15 minutes", "24 hours", "2 days", "2 weeks" or "7 years".

    Whole days are named from 2 days on, whole weeks from 2 to 4 weeks, months from half a year, years from one. With
    `approximate` only the two leading parts are kept.
    """
    parts = _split(seconds, _units_of_words(seconds))
    return _join(parts[:2] if approximate else parts, _names("words", language))


@lru_cache(maxsize=4096)
def short(seconds: int, language: str = "en") -> str:
    """A duration for tight places: "4 h", "2 d", "1 wk", "1 mo"; 24 hours stays "24 h"."""
    for unit in (YEAR, MONTH, WEEK):
        if seconds and seconds % unit == 0:
            return _join([(unit, seconds // unit)], _names("short", language))
    return _join(_split(seconds, _units_of_words(seconds)), _names("short", language))


def _units_of_words(seconds: int) -> tuple[int, ...]:
    for unit, least, most in _COUNTED:
        if least <= seconds <= most and seconds % unit == 0:
            return (unit,)
    days = (seconds >= 2 * DAY and seconds % DAY == 0) or seconds >= WEEK
    return (DAY, HOUR, MINUTE, SECOND) if days else (HOUR, MINUTE, SECOND)


def _split(seconds: int, units: tuple[int, ...]) -> list[tuple[int, int]]:
    parts = []
    for unit in units:
        count, seconds = divmod(seconds, unit)
        if count:
            parts.append((unit, count))
    return parts or [(SECOND, 0)]


def _join(parts: list[tuple[int, int]], names: Mapping[int, Forms]) -> str:
    return " ".join(f"{count} {names[unit][count != 1]}" for unit, count in parts)


@lru_cache(maxsize=256)
def _names(style: str, language: str) -> Mapping[int, Forms]:
    return {UNITS[unit]: forms for unit, forms in catalogue(language)["durations"][style].items()}
