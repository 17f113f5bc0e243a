# ruff: noqa: E501 (a row of a table is read in one line)
"""The least capacity of each resource: by hand, and what more of it does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.scenarios.capacity import first_kept, least_capacity, narrowed
from recovery.scenarios.recovery import TRIED_JOBS
from tests.recovery.builders import UNSET, H
from tests.recovery.scenarios.companies import company, copied, falls, grow

LINK = {"vault": 60.0}
ROWS = {
    "one team is enough": (company(falls("a")), 1, {}),
    "two teams": (company(falls("a"), falls("b"), teams=1), 2, {}),
    "two teams, of many": (company(falls("a"), falls("b"), teams=9), 2, {}),
    "three systems, one of them later": (company(falls("a"), falls("b"), falls("c", rto=9 * H)), 2, {}),
    "no number of teams": (company(falls("a", rto=H)), None, {}),
    "nobody asks": (company(falls("a", rto=UNSET)), 1, {}),
    "by itself": (company(falls("a", "warm_standby", rto=H), teams=3), 1, {}),
    "a link too slow": (company(copied("a", rto=17200), copied("b", rto=17200), teams=2, throughput=LINK), None, {"vault": 100}),
    "a link fast enough": (company(copied("a", rto=17200), copied("b", rto=19200), teams=2, throughput=LINK), 2, {"vault": 43}),
    "a shared link": (company(copied("a", own=None, rto=17200), teams=2, throughput={"vault": 500}), 1, {"vault": 74}),
    "a shared link, too slow": (company(copied("a", own=None, rto=17200), teams=2, throughput={"vault": 5}), None, {"vault": 74}),
    "a shared link among too many": (company(copied("a", own=None, rto=17200), teams=9, throughput={"vault": 100}), 1, {"vault": 330}),
    "a shared link and too little time": (company(copied("a", own=None, rto=14700), copied("b", own=None, rto=14700), teams=2, throughput={"vault": 400}), None, {"vault": 683}),
    "two links": (company(copied("a", rto=17200), copied("b", place="north", rto=17200), teams=2, throughput={**LINK, "north": 60}), 2, {"north": 37, "vault": 37}),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_least_capacities(row):
    where, teams, throughput = ROWS[row]
    least = where.predict().least_capacity
    assert (least.teams, least.throughput) == (teams, throughput)


def test_the_least_capacity_is_enough_and_one_less_is_not():
    tried = 0
    for seed in range(80):
        where = grow(seed)
        least = where.predict().least_capacity
        if least.teams is not None:
            tried += 1
            assert not misses(where.having(teams=least.teams).predict())
            assert least.teams == 1 or misses(where.having(teams=least.teams - 1).predict())
        for place, enough in least.throughput.items():
            if enough is not None:
                assert not misses(where.having(throughput={**where.scenario.throughput, place: enough}).predict())
    assert tried > 10


def misses(prediction):
    return any(each.late_rto or each.late_mtd for each in prediction.systems)


def test_more_throughput_that_keeps_a_last_date_at_the_cost_of_an_rto_is_no_step_back():
    """By RTO alone the link was fast enough, and a faster one, which could save the last date of d, was not."""
    where = grow(268435455)
    assert where.predict().least_capacity.throughput["vault"] is None
    faster = {place: 1.5 * each for place, each in where.scenario.throughput.items()}
    assert where.having(throughput=faster).predict().least_capacity.throughput["vault"] is None


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32), st.integers(1, 4), st.sampled_from((1.5, 2, 10)))
def test_more_of_a_resource_never_makes_its_least_capacity_larger(seed, more, times):
    where = grow(seed)
    before = where.predict()
    after = where.having(teams=where.scenario.teams + more).predict()
    assert no_larger(after.least_capacity.teams, before.least_capacity.teams)
    for place, enough in before.least_capacity.throughput.items():
        faster = {**where.scenario.throughput, place: where.scenario.throughput[place] * times}
        assert no_larger(where.having(throughput=faster).predict().least_capacity.throughput[place], enough)


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_more_of_a_resource_never_makes_the_least_of_another_larger(first):
    """Where each system has a throughput of its own: an equal share gets smaller with every team."""
    for seed in range(first, first + 20):
        where = grow(seed, own=True)
        before = where.predict().least_capacity
        after = where.having(teams=where.scenario.teams + 1).predict().least_capacity
        assert all(no_larger(after.throughput[place], enough) for place, enough in before.throughput.items())
        faster = {place: 2 * each for place, each in where.scenario.throughput.items()}
        assert no_larger(where.having(throughput=faster).predict().least_capacity.teams, before.teams)


def no_larger(after, before):
    return before is None or (after is not None and after <= before)


def test_a_large_scenario_is_searched_with_growing_steps():
    count = TRIED_JOBS
    where = company(*(falls(f"s{at:03}", rto=6 * H) for at in range(count)), teams=3)
    assert where.predict().least_capacity.teams == count
    where = company(*(copied(f"s{at:03}", rto=24 * H) for at in range(count)), teams=count, throughput=LINK)
    least = least_capacity(where.recovery()).throughput["vault"]
    work = count * 100 * 1024 / (24 * H - 4 * H)
    assert work <= least <= 1.6 * work


@pytest.mark.parametrize(("exact", "lowest"), [(True, 5), (False, 5)])
def test_searches(exact, lowest):
    tried = []

    def keeps(number):
        tried.append(number)
        return number >= lowest

    assert first_kept(keeps, 9, exact=exact) == lowest
    assert first_kept(keeps, 4, exact=exact) is None
    assert narrowed(keeps, 0, 100, 0) == lowest
    assert narrowed(lambda number: number >= 500, 0, 1000, 0.1) in range(500, 550)
