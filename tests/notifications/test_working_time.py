"""Mail that nobody waits for is written in its reader's working hours: never on holidays, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notifications.services.working_time import WorkingTime, next_moment

WEEK = frozenset(range(5))
OFFICE = WorkingTime(8, 18, WEEK)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Santiago", "UTC")
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
WORKING = st.builds(
    lambda hours, days, place: WorkingTime(min(hours), max(hours), frozenset(days), place),
    st.tuples(st.integers(0, 24), st.integers(0, 24)).filter(lambda hours: hours[0] != hours[1]),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(("", "DE", "DE-BY", "US", "ES", "IN")),
)


def lies_in(working: WorkingTime, zone: ZoneInfo, moment: datetime) -> bool:
    """Said another way than the code says it: by what the wall shows at that moment."""
    wall = moment.astimezone(zone)
    return wall.weekday() in working.days and working.begins <= wall.hour < working.ends


@settings(deadline=None)  # a year of holidays is worked out when it is first asked for
@given(working=WORKING, zone=st.sampled_from(ZONES).map(ZoneInfo), now=MOMENTS)
@example(WorkingTime(2, 3, frozenset({6})), ZoneInfo("Europe/Berlin"), datetime(2026, 3, 28, 12, tzinfo=UTC))
@example(WorkingTime(1, 2, frozenset({6})), ZoneInfo("America/New_York"), datetime(2026, 11, 1, 5, 30, tzinfo=UTC))
def test_the_next_moment_is_not_past_lies_in_working_time_and_is_its_own_next(working, zone, now):
    moment = next_moment(working, zone, now)
    assert moment >= now
    assert lies_in(working, zone, moment)
    assert next_moment(working, zone, moment) == moment


@settings(deadline=None)
@given(zone=st.sampled_from(ZONES).map(ZoneInfo), now=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=20)))
def test_who_asks_later_is_not_told_an_earlier_moment(zone, now, later):
    assert next_moment(OFFICE, zone, now + later) >= next_moment(OFFICE, zone, now)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_a_year_of_working_days_begins_at_eight_each_day_whatever_the_clocks_do(zone):
    """Every half hour of the year, asked: what is told are the hours 8 to 18 of the wall, Monday to Friday."""
    there = ZoneInfo(zone)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for step in range(365 * 48):
        now = start + timedelta(minutes=30 * step)
        moment = next_moment(OFFICE, there, now)
        wall = moment.astimezone(there)
        if lies_in(OFFICE, there, now):
            assert moment == now
        else:
            assert (wall.hour, wall.minute) == (8, 0)
            assert moment - now <= timedelta(hours=63)  # from Friday evening, and the night that is an hour longer


@pytest.mark.parametrize(
    ("place", "zone", "now", "then"),
    [
        ("", "Europe/Berlin", "2026-12-24T19:00+01:00", "2026-12-25T08:00+01:00"),
        ("DE", "Europe/Berlin", "2026-12-24T19:00+01:00", "2026-12-28T08:00+01:00"),
        ("DE", "Europe/Berlin", "2026-01-06T09:00+01:00", "2026-01-06T09:00+01:00"),
        ("DE-BY", "Europe/Berlin", "2026-01-06T09:00+01:00", "2026-01-07T08:00+01:00"),
        ("US", "America/New_York", "2026-11-26T10:00-05:00", "2026-11-27T08:00-05:00"),
        ("US", "Europe/Berlin", "2026-11-26T10:00+01:00", "2026-11-27T08:00+01:00"),
        ("", "Europe/Berlin", "2026-03-27T18:00+01:00", "2026-03-30T08:00+02:00"),
        ("", "Europe/Berlin", "2026-10-23T18:00+02:00", "2026-10-26T08:00+01:00"),
        ("", "America/New_York", "2026-03-06T18:00-05:00", "2026-03-09T08:00-04:00"),
        ("", "Europe/Berlin", "2026-11-02T17:59+01:00", "2026-11-02T17:59+01:00"),
        ("", "Europe/Berlin", "2026-11-02T18:00+01:00", "2026-11-03T08:00+01:00"),
        ("", "Europe/Berlin", "2026-11-02T08:00+01:00", "2026-11-02T08:00+01:00"),
    ],
)
def test_days_that_people_rest(place, zone, now, then):
    working = WorkingTime(8, 18, WEEK, place)
    assert next_moment(working, ZoneInfo(zone), datetime.fromisoformat(now)) == datetime.fromisoformat(then)


@settings(deadline=None)
@given(now=MOMENTS, place=st.sampled_from(("DE-BY", "US", "ES-MD")))
def test_no_moment_lies_on_a_holiday(now, place):
    from holidays import country_holidays

    country, _, part = place.partition("-")
    zone = ZoneInfo("Europe/Berlin")
    moment = next_moment(WorkingTime(8, 18, WEEK, place), zone, now)
    assert moment.astimezone(zone).date() not in country_holidays(country, subdiv=part or None)
