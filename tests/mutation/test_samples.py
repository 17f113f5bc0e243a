"""Which faults a sample holds, and what it says about all of them."""

from collections import Counter

import pytest

from tests.mutation.reckoning import Share, sentence
from tests.mutation.sampling import module_of, quotas, sample

PLAN = [f"recovery.plan.x_earliest__mutmut_{number}" for number in range(1, 61)]
CASE = [f"recovery.case.xǁCaseǁobjective__mutmut_{number}" for number in range(1, 31)]
SAY = [f"recovery.messages.say.x_say__mutmut_{number}" for number in range(1, 11)]
NAMES = [*PLAN, *CASE, *SAY]


@pytest.mark.parametrize(
    ("sizes", "size", "taken"),
    [
        ({"plan": 60, "case": 30, "say": 10}, 10, {"plan": 6, "case": 3, "say": 1}),
        ({"plan": 60, "case": 30, "say": 10}, 12, {"plan": 7, "case": 4, "say": 1}),
        ({"plan": 5, "case": 5}, 3, {"plan": 1, "case": 2}),
        ({"plan": 99, "case": 1}, 2, {"plan": 2, "case": 0}),
        ({"plan": 3, "case": 2}, 5, {"plan": 3, "case": 2}),
        ({"plan": 3, "case": 2}, 400, {"plan": 3, "case": 2}),
        ({"plan": 3, "case": 2}, 0, {"plan": 0, "case": 0}),
        ({}, 400, {}),
    ],
)
def test_each_module_gives_in_proportion_to_what_it_has(sizes, size, taken):
    assert quotas(sizes, size) == taken


def test_a_sample_is_drawn_from_each_module():
    drawn = sample(NAMES, 20, seed=7)
    assert set(drawn) <= set(NAMES)
    assert Counter(map(module_of, drawn)) == {"recovery.plan": 12, "recovery.case": 6, "recovery.messages.say": 2}


def test_the_same_seed_draws_the_same_and_another_draws_others():
    assert sample(NAMES, 20, seed=7) == sample(reversed(NAMES), 20, seed=7)
    assert sample(NAMES, 20, seed=7) != sample(NAMES, 20, seed=8)


def test_every_fault_can_be_drawn():
    assert {name for seed in range(60) for name in sample(NAMES, 20, seed)} == set(NAMES)


def test_a_sample_of_more_than_there_are_is_all():
    assert sample(NAMES, 1000, seed=7) == sorted(NAMES)


@pytest.mark.parametrize(
    ("survived", "planted", "low", "high"),
    # R. G. Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_bounds_are_those_of_wilson(survived, planted, low, high):
    assert Share(survived, planted, 17_000).bounds == pytest.approx((low, high), abs=0.00005)


def test_all_survivors_are_no_more_than_all():
    assert Share(20, 20, 17_000).bounds == pytest.approx((1 - 0.1611, 1.0), abs=0.00005)


@pytest.mark.parametrize(("survived", "planted", "share"), [(1, 4, 0.25), (0, 0, 0.0)])
def test_when_all_were_planted_there_is_nothing_to_guess(survived, planted, share):
    assert Share(survived, planted, planted).bounds == (share, share)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Share(5, 100, 100), True),
        (Share(6, 100, 100), False),
        (Share(0, 70, 17_000), False),
        (Share(0, 80, 17_000), True),
        (Share(11, 400, 17_000), True),
        (Share(12, 400, 17_000), False),
    ],
)
def test_a_limit_is_kept_when_the_upper_bound_keeps_it(share, shown):
    assert share.shown_within(0.05) is shown


@pytest.mark.parametrize(
    ("share", "untested", "limit", "said"),
    [
        (
            Share(4, 400, 17_000),
            1,
            0.05,
            "4 of 400 survived, 1.0%; of all 17000, between 0.4% and 2.5% (95 % interval). No test reaches 1 of these. "
            "That is within the limit of 5%.",
        ),
        (
            Share(20, 400, 17_000),
            0,
            0.05,
            "20 of 400 survived, 5.0%; of all 17000, between 3.3% and 7.6% (95 % interval). "
            "No test reaches 0 of these. Whether all keep to 5% is left open.",
        ),
        (
            Share(40, 400, 17_000),
            9,
            0.05,
            "40 of 400 survived, 10.0%; of all 17000, between 7.4% and 13.3% (95 % interval). "
            "No test reaches 9 of these. The limit is 5%.",
        ),
        (Share(2, 8, 8), 0, None, "2 of 8 survived, 25.0%. No test reaches 0 of these."),
    ],
)
def test_what_a_sample_says(share, untested, limit, said):
    assert sentence(share, untested, limit) == said
