"""How often, as the services can say it: an interval becomes the longest cadence that is not longer."""

from __future__ import annotations

from dataclasses import dataclass

from exports.writers.plan_as_code.plan import DAY, HOUR


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rhythm. `longest` is the longest time between two copies in seconds; `aws` and `cron` say when, in UTC."""

    longest: int
    aws: str
    cron: str


HOURLY = Cadence(HOUR, "cron(0 * ? * * *)", "0 * * * *")
CADENCES = (
    Cadence(31 * DAY, "cron(0 5 1 * ? *)", "0 5 1 * *"),
    Cadence(7 * DAY, "cron(0 5 ? * 1 *)", "0 5 * * 0"),
    # Counted from the first of each month: where a month ends, the next copy comes sooner, never later.
    Cadence(3 * DAY, "cron(0 5 1/3 * ? *)", "0 5 */3 * *"),
    Cadence(2 * DAY, "cron(0 5 1/2 * ? *)", "0 5 */2 * *"),
    Cadence(DAY, "cron(0 5 ? * * *)", "0 5 * * *"),
    *(Cadence(hours * HOUR, f"cron(0 0/{hours} ? * * *)", f"0 */{hours} * * *") for hours in (12, 8, 6, 4, 3, 2)),
    HOURLY,
)
MONTH = 30 * DAY
"""An interval of a month is the calendar's month, of up to 31 days."""


def cadence_of(interval: int) -> Cadence:
    """The longest cadence that keeps the interval; hourly, the shortest there is, where none does."""
    room = 31 * DAY if interval >= MONTH else interval
    return next((each for each in CADENCES if each.longest <= room), HOURLY)
