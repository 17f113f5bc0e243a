"""When mail that nobody waits for may be written to a person: in their working hours, not on their holidays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.services.zones import holidays_of, zone_of

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
        return day.weekday() in self.days and not (self.place and day in holidays_of(self.place))


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


def moment_for(person: User, now: datetime, working: WorkingTime) -> datetime:
    """When a mail that is due `now` may be written to this person, by the company's working time."""
    return next_moment(as_kept_by(person, working), zone_of(person.time_zone), now)


def works(person: User, now: datetime, working: WorkingTime) -> bool:
    return moment_for(person, now, working) == now


def as_kept_by(person: User, working: WorkingTime) -> WorkingTime:
    """With the holidays of where this person lives, if they said so."""
    return replace(working, place=person.holidays) if person.holidays else working


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """24 is the midnight that ends the day."""
    day, hour = (day + timedelta(days=1), 0) if hour == 24 else (day, hour)
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
