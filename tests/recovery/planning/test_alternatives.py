"""What each card of a question would lead to, without deriving the whole."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.derivation import derive
from recovery.durations import LADDER
from recovery.facts import State
from recovery.planning.alternatives import Alternative, alternatives, led_to, tighter_for_the_same
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import MIN, NA, UNKNOWN, UNSET, D, H, make
from tests.recovery.worlds import worlds

PRICED = {"running_cost": 60_000}
STEPS = (H, 4 * H, 8 * H, D)


def plans(name, values, **facts):
    found = alternatives(make(**facts), name, values, DEFAULT_POLICY)
    return [(each.strategy, each.cost_tier, each.yearly_cost) for each in found]


def test_each_step_of_an_objective_has_its_plan_and_price():
    assert plans("rto", (15 * MIN, 2 * H, 8 * H), rpo=H, **PRICED) == [
        ("warm_standby", 3, 33_000),
        ("pilot_light", 2, 15_000),
        ("backup_restore", 1, 6_000),
    ]


def test_without_a_running_cost_there_is_the_tier_alone():
    assert plans("rto", (8 * H,), rpo=H) == [("backup_restore", 1, None)]


def test_what_is_not_decided_is_taken_as_the_answers_lead_to_it():
    facts = {"rto": UNSET, "rpo": UNSET, "wrt": 0, "rebuild_window": D, "entries_per_hour": 1}
    assert plans("mtd", (2 * H, D), **facts) == [("pilot_light", 2, None), ("backup_restore", 1, None)]


@pytest.mark.parametrize("rpo", [UNSET, UNKNOWN])
def test_while_an_objective_is_open_there_is_no_plan_and_none_is_called_impossible(rpo):
    assert list(alternatives(make(rpo=rpo), "rto", (H,), DEFAULT_POLICY)) == [Alternative()]


def test_what_no_strategy_can_do_is_told_apart_from_what_nobody_knows():
    policy = replace(DEFAULT_POLICY, strategies=DEFAULT_POLICY.strategies[:1])
    assert [each.impossible for each in alternatives(make(rpo=H), "rto", (0, D), policy)] == [True, False]


def test_a_tighter_step_for_the_same_price_is_found():
    steps = dict(zip(STEPS, alternatives(make(rpo=H), "rto", STEPS, DEFAULT_POLICY), strict=True))
    assert tighter_for_the_same(steps) == {8 * H: 4 * H, D: 4 * H}


def test_what_has_no_plan_is_no_better_than_anything():
    assert tighter_for_the_same({0: Alternative(impossible=True), H: Alternative(impossible=True)}) == {}


@settings(max_examples=60, deadline=None)
@given(worlds, st.sampled_from(("rto", "rpo")), st.sampled_from(LADDER))
def test_it_is_what_deriving_the_whole_gives(world, name, step):
    """A card never promises another price than the panel shows once it is chosen."""
    for system in world.systems:
        other = "rpo" if name == "rto" else "rto"
        decided = replace(
            system, **{name: step, other: H if getattr(system, other) is State.UNSET else getattr(system, other)}
        )
        whole = derive([decided], ())[system.key]
        (found,) = alternatives(decided, name, (step,), DEFAULT_POLICY)
        assert (found.strategy, found.live_copy, found.cost_tier, found.yearly_cost) == (
            whole.strategy, whole.live_copy if whole.strategy else None, whole.cost_tier, whole.yearly_cost,
        )  # fmt: skip


def test_what_keeps_no_data_has_its_price_without_an_objective_for_them():
    assert plans("rto", (8 * H,), rpo=NA, **PRICED) == [("backup_restore", 1, 6_000)]


CHOICES = {"rto": (0, H, D), "rpo": (0, H, D)}


@pytest.mark.parametrize("rpo", [UNSET, UNKNOWN])
def test_while_one_objective_is_open_it_is_the_cheapest_that_may_still_follow(rpo):
    (found,) = alternatives(make(rpo=rpo, **PRICED), "rto", (8 * H,), DEFAULT_POLICY, choices=CHOICES)
    assert found == Alternative("backup_restore", "none", 1, 6_000, at_least=True)


def test_while_both_are_open_nothing_can_be_said():
    assert led_to(make(rto=UNSET, rpo=UNKNOWN), DEFAULT_POLICY, choices=CHOICES) == Alternative()


def test_of_the_least_prices_none_is_told_to_be_the_same():
    steps = dict(zip(STEPS, alternatives(make(rpo=UNSET), "rto", STEPS, DEFAULT_POLICY, choices=CHOICES), strict=True))
    assert all(each.at_least for each in steps.values())
    assert tighter_for_the_same(steps) == {}


@settings(max_examples=100, deadline=None)
@given(worlds, st.sampled_from(("rto", "rpo")), st.sampled_from(LADDER))
def test_no_choice_is_cheaper_than_the_least_and_one_costs_that(world, name, step):
    other = "rpo" if name == "rto" else "rto"
    for system in world.systems:
        if getattr(system, other) is State.NOT_APPLICABLE:
            continue
        open_ = replace(system, **{name: step, other: State.UNKNOWN})
        least = led_to(open_, DEFAULT_POLICY, choices={other: LADDER})
        each_way = [led_to(replace(open_, **{other: choice}), DEFAULT_POLICY) for choice in LADDER]
        possible = [(each.yearly_cost or 0, each.cost_tier) for each in each_way if not each.impossible]
        assert least.impossible == (not possible)
        if possible:
            assert ((least.yearly_cost or 0), least.cost_tier) == min(possible)
