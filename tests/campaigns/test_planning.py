"""Into which waves a campaign is cut."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from campaigns.services.planning import Candidate, TooShort, plan_waves

START = dt.date(2026, 9, 1)


def planned(systems, **more):
    asked = {"waves": 3, "starts_on": START, "due_on": START + dt.timedelta(60), "days_apart": 7}
    return plan_waves(systems, **(asked | more))


candidates = some.lists(
    some.tuples(some.sampled_from("ABC"), some.one_of(some.none(), some.integers(1, 9))), min_size=1, max_size=40
).map(lambda rows: [Candidate(number, unit, owner) for number, (unit, owner) in enumerate(rows)])


@given(candidates, some.integers(1, 12))
def test_every_system_is_in_one_wave_and_every_owner_too(systems, waves):
    found = planned(systems, waves=waves, due_on=START + dt.timedelta(200))
    assert sorted(pk for wave in found for pk in wave.systems) == sorted(each.system for each in systems)
    assert all(wave.systems for wave in found)
    assert len(found) <= waves
    wave_of = {pk: wave.number for wave in found for pk in wave.systems}
    for owner in {each.owner for each in systems}:
        assert len({wave_of[each.system] for each in systems if each.owner == owner}) == 1
    assert sum(wave.owners for wave in found) == len({each.owner for each in systems} - {None})
    assert len({(wave.due_on - wave.starts_on).days for wave in found}) == 1
    assert found[-1].due_on == START + dt.timedelta(200)


def test_waves_are_of_about_the_same_size_and_go_unit_by_unit():
    systems = [Candidate(number, "AB"[number >= 30], number) for number in range(60)]
    found = planned(systems)
    assert [len(wave.systems) for wave in found] == [20, 20, 20]
    assert set(found[0].systems) <= set(range(30))
    assert [wave.starts_on.day for wave in found] == [1, 8, 15]


def test_without_a_day_to_answer_there_is_no_wave():
    systems = [Candidate(number, "A", number) for number in range(3)]
    assert len(planned(systems, due_on=START + dt.timedelta(15))) == 3
    with pytest.raises(TooShort):
        planned(systems, due_on=START + dt.timedelta(14))
