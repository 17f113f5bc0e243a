"""The values of a check-in as jobs write them: moments, durations, sizes, results."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta

from checkins.services.report import COPY, FAILOVER, RESTORE, Fault, NotAReport, shown
from recovery.reading import NotUnderstood, parse_duration

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)
"""So far a job's clock may be ahead of ours."""
LONGEST = 366 * 86_400
LARGEST = 2**60
MOST_TYPED = 60
MOMENT = "a moment with its time zone, like 2026-11-29T02:00:00Z, or seconds since 1970; not in the future"
DURATION = "whole seconds up to a year, or a duration like 45 min"
SIZE = "a whole number of bytes"
KIND = "copy, restore or failover test"
RESULT = "ok or failed, or the status of the command: 0, or another number"
NAMES = {"copy": COPY, "backup": COPY, "restore": RESTORE, "failover": FAILOVER, "failover test": FAILOVER}
GOOD = frozenset(("ok", "success", "succeeded", "successful", "good", "passed", "true", "0", "completed"))
BAD = frozenset(("failed", "failure", "fail", "error", "bad", "false", "aborted"))
_STATUSES = range(256)
LOST_PLUS = re.compile(r"(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$")
"""A moment ahead of UTC as a form has it: there a plus stands for a blank, and `curl -d "newest=$(date -Is)"` sends
one."""


def refused(field: str, value: object, fits: str) -> NotAReport:
    return NotAReport(Fault(field, shown(value), fits))


def moment(field: str, value: object, now: datetime) -> datetime:
    """A moment in UTC. Raises NotAReport for what is none, has no zone, or is still to come."""
    found = _written(value) if isinstance(value, str) else _counted(value)
    if found is None or not EARLIEST <= found <= now + AHEAD:
        raise refused(field, value, MOMENT)
    return min(found, now)


def _written(value: str) -> datetime | None:
    text = value.strip()
    if text.isascii() and text.isdigit():
        return _counted(int(text)) if len(text) < 14 else None
    try:
        # Go programs write nanoseconds, of which Python reads no more than six digits.
        found = datetime.fromisoformat(_six_digits(LOST_PLUS.sub(r"\1+\2", text)))
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _six_digits(text: str) -> str:
    head, dot, tail = text.partition(".")
    if not dot:
        return text
    digits = len(tail) - len(tail.lstrip("0123456789"))
    return f"{head}.{tail[:digits][:6].ljust(6, '0')}{tail[digits:]}"


def _counted(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def duration(field: str, value: object) -> int:
    """Whole seconds. Raises NotAReport."""
    found = whole(value)
    if found is None and isinstance(value, str) and len(value) <= MOST_TYPED:
        found = _typed(value)
    if found is None or not 0 <= found <= LONGEST:
        raise refused(field, value, DURATION)
    return found


def _typed(value: str) -> int | None:
    try:
        return parse_duration(value)
    except NotUnderstood:
        return None


def size(field: str, value: object) -> int:
    """Bytes. Raises NotAReport."""
    found = whole(value)
    if found is None or not 0 <= found <= LARGEST:
        raise refused(field, value, SIZE)
    return found


def whole(value: object) -> int | None:
    """A number that is whole, or becomes it by leaving out what is behind its point."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value)


def kind(field: str, value: object) -> str:
    """The kind of check-in. Raises NotAReport."""
    found = NAMES.get(value.strip().lower().replace("_", " ").replace("-", " ")) if isinstance(value, str) else None
    if found is None:
        raise refused(field, value, KIND)
    return found


def result(field: str, value: object) -> bool:
    """Whether it went well. Raises NotAReport."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in _STATUSES:
        return value == 0
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in GOOD or word in BAD:
        return word in GOOD
    if word.isascii() and word.isdigit() and len(word) <= 3 and int(word) in _STATUSES:
        return False
    raise refused(field, value, RESULT)
