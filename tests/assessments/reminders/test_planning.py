"""When the next mail goes out: the same pure functions for whoever sends and whoever shows what comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.services.reminding.planning import Reader, Unanswered, due, head_due, mails_until, next_mail
from notifications.services.rhythm import Rhythm
from notifications.services.working_time import WorkingTime, next_moment

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
OFFICE = WorkingTime(8, 18, frozenset(range(5)))
ALWAYS = WorkingTime(0, 24, frozenset(range(7)))
RHYTHM = Rhythm((0, 7, 14, 21), 7, ALWAYS)
UTC_ZONE = ZoneInfo("UTC")


def after(*days: float) -> tuple[datetime, ...]:
    return tuple(MONDAY + timedelta(days=day) for day in days)


@pytest.mark.parametrize(
    ("days", "asked", "then"),
    [
        ((0, 7, 14, 21), (), 0), ((0, 7, 14, 21), (0,), 7), ((0, 7, 14, 21), (0, 8), 15),
        ((0, 7, 14, 21), (0, 7, 14), 21), ((0, 7, 14, 21), (0, 7, 14, 21), None),
        ((3,), (), 3), ((3,), (3,), None), ((1, 2, 12), (1, 2), 12), ((0, 3, 10), (0, 5), 12),
    ],
)  # fmt: skip
def test_when_the_next_is_due(days, asked, then):
    unanswered = Unanswered(1, "Shop", MONDAY, after(*asked))
    expected = None if then is None else MONDAY + timedelta(days=then)
    assert due(unanswered, Rhythm(days, 7, ALWAYS)) == expected


@pytest.mark.parametrize(
    ("asked", "then"), [((), None), ((0, 7, 14), None), ((0, 7, 14, 21), 28), ((0, 7, 14, 30), 37)]
)
def test_when_the_head_is_told(asked, then):
    expected = None if then is None else MONDAY + timedelta(days=then)
    assert head_due(Unanswered(1, "Shop", MONDAY, after(*asked)), RHYTHM) == expected


def test_one_mail_speaks_of_all_and_two_lie_a_gap_apart():
    shop, till = Unanswered(1, "Shop", MONDAY, after(-7)), Unanswered(2, "Till", MONDAY + timedelta(days=2))
    reader = Reader(UTC_ZONE, ALWAYS, last=after(-7)[0])
    mails = list(mails_until(MONDAY + timedelta(days=60), [shop, till], reader, RHYTHM, MONDAY))
    assert [(at - MONDAY).days for at, _ in mails] == [0, 7, 14, 21, 28]
    assert [[each.name for each in spoken] for _, spoken in mails] == [["Shop"], *[["Shop", "Till"]] * 4]


def test_nothing_that_waits_is_no_mail():
    assert next_mail([], Reader(UTC_ZONE, ALWAYS), RHYTHM, MONDAY) is None


DAYS = st.lists(st.integers(0, 40), min_size=1, max_size=6, unique=True).map(lambda days: tuple(sorted(days)))
ZONES = st.sampled_from(("Europe/Berlin", "America/New_York", "Asia/Kolkata")).map(ZoneInfo)


@given(days=DAYS, zone=ZONES, begun=st.lists(st.integers(-60, 30), min_size=1, max_size=4), at=st.integers(0, 24 * 365))
def test_the_mails_of_a_while_keep_what_the_rhythm_promises(days, zone, begun, at):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=at)
    rhythm = Rhythm(days, 7, OFFICE)
    unanswered = [Unanswered(pk, str(pk), now + timedelta(days=day)) for pk, day in enumerate(begun)]
    mails = list(mails_until(now + timedelta(days=90), unanswered, Reader(zone, OFFICE), rhythm, now))
    moments = [moment for moment, _ in mails]
    assert all(next_moment(OFFICE, zone, moment) == moment for moment in moments)
    assert all(later - sooner >= rhythm.shortest_gap for sooner, later in pairwise(moments))
    assert len(mails) <= len(days) * len(unanswered)
    for each in unanswered:
        spoken = [moment for moment, of in mails if each.system in {other.system for other in of}]
        assert not spoken or spoken[0] >= each.since
