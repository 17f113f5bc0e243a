# ruff: noqa: E501 (a row of a table is read in one line)
"""Schedules of jobs that share resources: by hand, and as properties of any project."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.scenarios import profile
from recovery.scenarios.generation import generate, in_feasible_order
from recovery.scenarios.improvement import FEWEST_PASSES, MOST_PASSES, best_schedule, passes_for
from recovery.scenarios.profile import Profile
from recovery.scenarios.project import (
    Goal,
    Project,
    earliest_end,
    earliest_finishes,
    latest_finishes,
    overloaded,
    reverse,
    shortest_makespan,
)
from tests.benchmarks.psplib import measure


def project(*jobs, capacity=(1,), due=()):
    """Jobs as duration, requests by resource, and the jobs that each needs."""
    needs = [list(job[2]) for job in jobs]
    requests = [tuple((at, amount) for at, amount in enumerate(job[1]) if amount) for job in jobs]
    return Project([job[0] for job in jobs], requests, needs, reverse(needs), list(capacity), due)


def grown(seed):
    dice = random.Random(seed)
    capacity = [dice.randint(1, 5) for _ in range(dice.randint(1, 3))]
    jobs = [
        (
            dice.choice((0, 1, 3, dice.randint(1, 20))),
            [dice.choice((0, dice.randint(0, most))) for most in capacity],
            dice.sample(range(at), dice.randint(0, min(at, 3))),
        )
        for at in range(dice.randint(1, 30))
    ]
    due = [dice.choice((None, dice.randint(0, 60))) for _ in jobs] if dice.random() < 0.5 else ()
    return project(*jobs, capacity=capacity, due=due)


projects = st.integers(0, 2**32).map(grown)


def usage(made, finishes, time, resource):
    return sum(
        amount
        for finish, duration, requests in zip(finishes, made.durations, made.requests, strict=True)
        for taken, amount in requests
        if taken == resource and finish - duration <= time < finish
    )


def assert_feasible(made, finishes):
    starts = [finish - duration for finish, duration in zip(finishes, made.durations, strict=True)]
    assert min(starts) >= 0
    assert all(starts[job] >= finishes[need] for job, needs in enumerate(made.needs) for need in needs)
    for time in set(starts):
        for resource, capacity in enumerate(made.capacity):
            assert usage(made, finishes, time, resource) <= capacity


@settings(deadline=None, max_examples=60)
@given(projects)
def test_no_resource_is_overdrawn_and_nothing_starts_before_what_it_needs(made):
    found = best_schedule(made, earliest_end(made))
    assert_feasible(made, found.finishes)
    assert max(found.finishes) >= shortest_makespan(made)
    assert all(finish >= first for finish, first in zip(found.finishes, earliest_finishes(made), strict=True))
    assert found.finishes == best_schedule(made, earliest_end(made)).finishes


@settings(deadline=None, max_examples=60)
@given(projects, st.integers(1, 8))
def test_more_passes_are_never_worse(made, passes):
    goal = earliest_end(made)
    few, more = (goal.score(best_schedule(made, goal, each).finishes) for each in (passes, 2 * passes))
    assert more <= few


@settings(deadline=None)
@given(st.integers(0, 2**32), st.sampled_from((2, 5, 48)))
def test_a_profile_finds_what_looking_at_every_second_finds(seed, longest):
    dice = random.Random(seed)
    capacity, used = dice.randint(1, 4), {}
    kept, profile.LONGEST_BLOCK = profile.LONGEST_BLOCK, longest
    try:
        resource = Profile(capacity)
        for _ in range(40):
            start, duration, amount = dice.randint(0, 60), dice.randint(1, 9), dice.randint(1, capacity)
            found = resource.earliest(start, duration, amount)
            while any(used.get(time, 0) + amount > capacity for time in range(start, start + duration)):
                start += 1
            assert found == start
            resource.take(found, found + duration, amount)
            for time in range(start, start + duration):
                used[time] = used.get(time, 0) + amount
            assert [resource.free_at(time) for time in range(120)] == [capacity - used.get(t, 0) for t in range(120)]
    finally:
        profile.LONGEST_BLOCK = kept


def test_serial_generation_fills_gaps():
    """Job 1 needs both units; job 2 finds room before it, though it comes later in the order."""
    made = project((3, [1], []), (2, [2], []), (3, [1], []), capacity=[2])
    assert generate(made, [0, 1, 2]).finishes == [3, 5, 3]


def test_two_resources_have_to_be_free_together():
    made = project((2, [1, 0], []), (3, [0, 1], []), (2, [1, 1], []), (1, [1, 0], []), capacity=[1, 1])
    assert generate(made, [0, 1, 2, 3]).finishes == [2, 3, 5, 3]


def test_an_order_waits_for_what_is_needed():
    made = project((1, [1], []), (1, [1], [0]), (1, [1], []))
    assert in_feasible_order([5, 1, 3], made) == [2, 0, 1]
    assert in_feasible_order([0, 0, 0], made) == [0, 1, 2]


def test_forward_and_backward_passes():
    made = project((2, [1], []), (3, [1], [0]), (1, [1], []), due=[None, 10, 4])
    assert earliest_finishes(made) == [2, 5, 1]
    assert latest_finishes(made, 10) == [7, 10, 4]
    assert latest_finishes(made, 3) == [0, 3, 3]


@pytest.mark.parametrize(("due", "since", "too_much"), [(4, 0, False), (3, 0, True), (4, 1, True), (None, 0, False)])
def test_what_no_schedule_can_do_is_seen_at_once(due, since, too_much):
    made = project((2, [1], []), (2, [1], []), due=[due, due])
    assert overloaded(made, since) is too_much


def test_a_schedule_that_one_pass_misses_is_found():
    made = project((1, [0], []), (1, [2], []), (1, [1], [0]), (1, [0], [0]), (3, [3], []), capacity=[3])
    one_pass = generate(made, in_feasible_order(latest_finishes(made, 3), made))
    assert max(one_pass.finishes) == 5
    assert max(best_schedule(made, earliest_end(made)).finishes) == shortest_makespan(made) == 4


def test_dates_decide_the_order():
    made = project((4, [1], []), (4, [1], []), due=[None, 4])
    late = Goal(lambda finishes: (max(0, finishes[1] - 4),), (0,))
    assert best_schedule(made, late).finishes == [8, 4]


def test_nothing_to_do():
    made = project(capacity=[2])
    assert best_schedule(made, earliest_end(made)).finishes == []
    assert shortest_makespan(made) == 0


def test_passes_by_size():
    assert passes_for(0) == passes_for(32) == MOST_PASSES
    assert passes_for(1000) == 10
    assert passes_for(10**6) == FEWEST_PASSES


def crowded(seed):
    """Thirty jobs that have to share two scarce resources; some have a date."""
    dice = random.Random(seed)
    jobs = [
        (
            dice.randint(1, 9),
            [dice.randint(0, 3), dice.randint(0, 4)],
            dice.sample(range(at), min(at, dice.randint(0, 3))),
        )
        for at in range(30)
    ]
    first = earliest_finishes(project(*jobs, capacity=[3, 4]))
    due = [dice.choice((None, None, None, finish + dice.randint(0, 25))) for finish in first]
    return project(*jobs, capacity=[3, 4]), project(*jobs, capacity=[3, 4], due=due)


def lateness(due):
    return Goal(
        lambda finishes: (sum(max(0, at - day) for at, day in zip(finishes, due, strict=True) if day is not None),),
        (0,),
    )


@pytest.mark.parametrize(("passes", "end", "late"), [(1, 994, 490), (3, 974, 466), (40, 944, 415)])
def test_a_schedule_made_again_is_the_same(passes, end, late):
    """Who opens a scenario again finds the same dates. A better search makes these sums smaller: then they are new."""
    pairs = [crowded(seed) for seed in range(10)]
    assert sum(max(best_schedule(free, earliest_end(free), passes).finishes) for free, _ in pairs) == end
    goals = [(dated, lateness(dated.due)) for _, dated in pairs]
    assert sum(goal.score(best_schedule(dated, goal, passes).finishes)[0] for dated, goal in goals) == late


def test_quality_is_measured(tmp_path):
    line = '{"name": "tiny", "capacity": [1], "jobs": [[0, [0], [1, 2]], [2, [1], [3]], [3, [1], [3]], [0, [0], []]], "best": 4}'
    path = tmp_path / "tiny.jsonl"
    path.write_text(line + "\n" + line.replace('"best": 4', '"best": 5'))
    found = measure(path)
    assert (found.instances, found.mean, found.worst, found.worst_name) == (2, 0.125, 0.25, "tiny")
    assert str(found).startswith("2 instances: 12.50% above")
