"""Cells to days, and what a list says of the last test: never read in one of two ways."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext

from presentation.language import offered_languages
from recovery.reading import read_duration
from systems.services.imports.cells import Unusable, understood
from systems.services.imports.columns import normalised_heading

PASSED, FAILED = "passed", "failed"
RESULTS: Mapping[str, str] = {
    **dict.fromkeys(("passed", "pass", "ok", "successful", "success", "succeeded", "yes", "bestanden", "erfolgreich",
                     "ja", "superado", "superada", "correcto", "con éxito", "sí"), PASSED),
    **dict.fromkeys(("failed", "fail", "failure", "not passed", "unsuccessful", "partial", "partially",
                     "partly", "no", "nicht bestanden", "fehlgeschlagen", "teilweise", "nein", "fallido", "fallida",
                     "parcial"), FAILED),
}  # fmt: skip
"""What people write of a test. One that only partly succeeded has not shown that the system comes back."""
EARLIEST = 1990
GERMAN = {"januar": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12}
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d.*)?")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ]\d.*)?")
FILLING = frozenset(("de", "del", "of", "the", "st", "nd", "rd", "th"))
DAY = 86400


class Tested(NamedTuple):
    """`rta` is how long the recovery took, in seconds, where the cell says so."""

    outcome: str
    rta: int | None = None


def day(cell: str, unit: int | None = None) -> dt.date:
    """The day of a test. With `unit`, the seconds of what the heading counts in, a bare number is so long ago. Raises
    Unusable, also for a day to come, and for one that can be read in two ways."""
    text = " ".join(cell.split())
    if unit and text.isdecimal() and len(text) < 6:
        return timezone.localdate() - dt.timedelta(seconds=int(text) * unit)
    try:
        found = dt.date(*_parts(text))
    except ValueError:
        raise Unusable(gettext("It is no day. Write it like 2026-03-31.")) from None
    if found > timezone.localdate():
        raise Unusable(gettext("That day is still to come."))
    if found.year < EARLIEST:
        raise Unusable(gettext("That is too long ago."))
    return found


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month, day."""
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := YEAR_LAST.fullmatch(text):
        return _of_last(int(match[1]), int(match[3]), int(match[4]), pointed=match[2] == ".")
    return _with_month(re.findall(r"[^\W\d_]+|\d+", text.lower()))


def _of_last(one: int, other: int, year: int, *, pointed: bool) -> tuple[int, int, int]:
    """With points the day comes first; else it is the number that can be no month."""
    if pointed or one > 12 or one == other:
        return year, other, one
    if other > 12:
        return year, one, other
    raise Unusable(gettext("It can be two days: day first or month first. Write it like 2026-03-31."))


def _with_month(words: Sequence[str]) -> tuple[int, int, int]:
    said = [word for word in words if word not in FILLING]
    months = [month_called(word) for word in said if not word.isdecimal()]
    numbers = [int(word) for word in said if word.isdecimal() and len(word) < 5]
    if len(months) != 1 or months[0] is None or len(numbers) != 2:
        raise ValueError(said)
    year, number = max(numbers), min(numbers)
    return year, months[0], number


def month_called(word: str) -> int | None:
    names = _months(offered_languages())
    return names.get(word) or names.get(word[:3])


@lru_cache(maxsize=8)
def _months(languages: Sequence[str]) -> Mapping[str, int]:
    """Months by their name, and by its first three letters where those are one month's alone."""
    found = dict(GERMAN)
    for spoken in languages:
        with translation.override(spoken):
            found |= {str(name).lower(): number for number, name in MONTHS.items()}
    short: dict[str, set[int]] = {}
    for name, number in found.items():
        short.setdefault(name[:3], set()).add(number)
    return found | {name: min(numbers) for name, numbers in short.items() if len(numbers) == 1}


def result_of_test(cell: str, unit: int | None = None) -> Tested:
    """Whether it succeeded; a time says that it did, and how long it took."""
    if (outcome := RESULTS.get(normalised_heading(cell))) is not None:
        return Tested(outcome)
    try:
        return Tested(PASSED, understood(lambda: read_duration(cell, unit=unit)).value)
    except Unusable:
        raise Unusable(gettext("Write “passed”, “failed”, or how long the recovery took.")) from None
