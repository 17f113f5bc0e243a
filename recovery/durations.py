"""Durations in whole seconds: the ladder of offered values, and how people write and read them.

A duration here is always a number of seconds, zero included. States such as "unset" live in `recovery.facts`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from recovery.languages import catalogue, languages

SECOND = 1
MINUTE = 60
HOUR = 3600
DAY = 86400
WEEK = 7 * DAY
MONTH = 30 * DAY
LONGEST = 100 * 365 * DAY
"""No duration in a recovery plan is longer than a century; anything above is a typing error."""
LONGEST_TEXT = 200
"""Nobody needs more characters to say how long; more would only keep the machine busy."""

LADDER: tuple[int, ...] = (
    0, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR,
    24 * HOUR, 2 * DAY, 3 * DAY, WEEK, 2 * WEEK, MONTH,
)  # fmt: skip
"""The values offered for an objective, in seconds (method, section 1)."""

_UNITS = {"month": MONTH, "week": WEEK, "day": DAY, "hour": HOUR, "minute": MINUTE, "second": SECOND}
"""The units as the catalogues name them, in seconds."""
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
    """A duration in full words, such as "58 hours 15 minutes", "24 hours" or "2 days".

    Whole days are named from 2 days on. With `approximate` only the two leading parts are kept.
    """
    parts = _split(seconds, _units_of_words(seconds))
    return _join(parts[:2] if approximate else parts, _names("words", language))


@lru_cache(maxsize=4096)
def short(seconds: int, language: str = "en") -> str:
    """A duration for tight places: "4 h", "2 d", "1 wk", "1 mo"; 24 hours stays "24 h"."""
    for unit in (MONTH, WEEK):
        if seconds and seconds % unit == 0:
            return _join([(unit, seconds // unit)], _names("short", language))
    return _join(_split(seconds, _units_of_words(seconds)), _names("short", language))


def parse(text: str, language: str = "en") -> int:
    """Seconds of a typed duration, such as "4h", "90 min", "1.5 h", "2 días", "1 day 2 hours" or "0".

    The units of every language are understood in each. A comma inside a number is taken where it is the decimal sign
    and refused elsewhere, because "1,500 h" may mean two things. Raises ValueError for anything else, for a bare
    number other than 0, above a century, and for a text longer than anybody needs.
    """
    typed = " ".join(text.split()).lower() if len(text) <= LONGEST_TEXT else ""
    if re.fullmatch(r"0+", typed):
        return 0
    total, at, (parts, units) = Fraction(0), 0, _typed(languages())
    while at < len(typed) and (part := parts.match(typed, at)):
        total += _number(part[1], language) * _unit(part[2], units)
        at = part.end()
    if not typed or at < len(typed) or total.denominator != 1 or total > LONGEST:
        raise ValueError(f"not a duration: {text[:60]!r}")
    return int(total)


def _units_of_words(seconds: int) -> tuple[int, ...]:
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
    return {_UNITS[unit]: forms for unit, forms in catalogue(language)["durations"][style].items()}


@lru_cache(maxsize=16)
def _typed(spoken: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """A number with its unit and what may join it to the next, and the seconds of each unit, in these languages."""
    known = [catalogue(language)["durations"]["typed"] for language in spoken]
    units = {word: _UNITS[unit] for typed in known for unit in _UNITS for word in typed[unit]}
    joints = "|".join(rf"{re.escape(word)}\b" for typed in known for word in typed["and"])
    part = rf"([0-9]{{1,12}}(?:[.,][0-9]{{1,6}})?)\s*([^\W\d_]+)\.?(?:\s*(?:,|{joints})\s*|\s*)"
    return re.compile(part), units


def _number(text: str, language: str) -> Fraction:
    if "," in text and catalogue(language)["numbers"]["decimal"] != ",":
        raise ValueError(f"not a number: {text!r}")
    return Fraction(text.replace(",", "."))


def _unit(text: str, units: Mapping[str, int]) -> int:
    if text not in units:
        raise ValueError(f"not a unit of time: {text[:60]!r}")
    return units[text]
