"""When mail that nobody waits for may be written to a person: in their working hours, not on their holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from accounts.services.zones import zone_of

if TYPE_CHECKING:
    from holidays import HolidayBase

LONGEST = 400
"""So many days ahead a working day is looked for; no country rests for a year."""


@dataclass(frozen=True)
class WorkingTime:
    """From `begins` to `ends` (hours, 0 to 24) on `days` (0 is Monday), but for the holidays of `place`: a country as
    ISO 3166 has it, with or without a part of it, like `DE-BY`; empty: none."""

    begins: int
    ends: int
    days: frozenset[int]
    place: str = ""

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.days and not (self.place and day in _holidays(self.place))


def next_moment(working: WorkingTime, zone: ZoneInfo, now: datetime) -> datetime:
    """`now` where it lies in the working time of that zone, else when the next working time begins; in UTC.

    `now` knows its zone. Where the clocks change, the hours are those that the clock on the wall shows.
    """
    now = now.astimezone(UTC)
    today = now.astimezone(zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(LONGEST)):
        if working.works_on(day):
            moment = max(now, _at(day, working.begins, zone))
            if moment < _at(day, working.ends, zone):
                return moment
    return now


def moment_for(person: User, now: datetime) -> datetime:
    """When a mail that is due `now` may be written to this person, by the company's working time."""
    return next_moment(of_the_company(), zone_of(person.time_zone), now)


def works(person: User, now: datetime) -> bool:
    return moment_for(person, now) == now


def of_the_company() -> WorkingTime:
    begins, ends = settings.WORKING_HOURS
    return WorkingTime(begins, ends, frozenset(settings.WORKING_DAYS), settings.HOLIDAYS_COUNTRY)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """24 is the midnight that ends the day."""
    day, hour = (day + timedelta(days=1), 0) if hour == 24 else (day, hour)
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


@cache
def _holidays(place: str) -> HolidayBase:
    """Years are worked out as they are asked for. Loaded only where a country is set: it takes half a second."""
    from holidays import country_holidays  # noqa: PLC0415

    country, _, part = place.partition("-")
    return country_holidays(country, subdiv=part or None)
