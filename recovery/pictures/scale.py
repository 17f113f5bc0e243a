"""The time axis: logarithmic, yet with a place for zero."""

from dataclasses import dataclass
from math import log1p

from recovery.durations import DAY, HOUR, LONGEST, MINUTE, MONTH, WEEK

TICKS = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, WEEK, MONTH, 365 * DAY, 3650 * DAY)
# Where two labels do not fit, the earlier in this order stays.
RANK = (
    HOUR, DAY, 5 * MINUTE, MONTH, WEEK, 4 * HOUR, MINUTE, 365 * DAY, 15 * MINUTE, 3 * DAY, 12 * HOUR, 3650 * DAY,
)  # fmt: skip
_KNEE = 30.0
"""Seconds below which the axis runs nearly straight towards zero."""
_START = 8.0
"""Where zero stands, so that it can be seen."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Seconds to a distance from the start of the axis. `length` is the length of the axis, `last` its last value."""

    length: float
    last: int

    def at(self, seconds: int) -> float:
        """The distance of a duration; anything beyond the axis sits at its end."""
        share = log1p(min(seconds, self.last) / _KNEE) / log1p(self.last / _KNEE)
        return _START + share * (self.length - _START)


def scale_for(length: float, *durations: int | None) -> Scale:
    """An axis of at least 30 days that holds every duration given, up to a century."""
    longest = max((value for value in durations if value is not None), default=0)
    return Scale(length, min(max(longest, MONTH), LONGEST))
