"""The plan elsewhere on the ladder: a step looser and tighter, and what each step costs and loses."""

from dataclasses import replace

import pytest

from recovery.durations import LADDER
from recovery.messages import say
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import MIN, NA, UNKNOWN, UNSET, D, H, scene

PRICED = {"running_cost": 1000}


def steps(**facts):
    """Each neighbour as seconds, strategy, tier, cost and saving; None where there is none."""
    found = scene(**facts).derive().neighbours
    four = (found.rto_looser, found.rto_tighter, found.rpo_looser, found.rpo_tighter)
    return [each and (each.seconds, each.strategy, each.cost_tier, each.yearly_cost, each.saving) for each in four]


def test_one_step_looser_and_tighter_for_each_objective():
    assert steps(rto=4 * H, rpo=5 * MIN, **PRICED) == [
        (8 * H, "backup_restore", 1, 100, 0),
        (2 * H, "pilot_light", 2, 250, -150),
        (15 * MIN, "backup_restore", 1, 100, 0),
        (MIN, "pilot_light", 2, 250, -150),
    ]


def test_a_looser_step_may_save():
    assert steps(rto=30 * MIN, rpo=MIN, **PRICED)[:3] == [
        (H, "pilot_light", 2, 250, 300),
        (15 * MIN, "warm_standby", 3, 550, 0),
        (5 * MIN, "warm_standby", 3, 550, 0),
    ]
    assert steps(rto=2 * H, rpo=5 * MIN, **PRICED)[0] == (4 * H, "backup_restore", 1, 100, 150)


def test_losing_nothing_at_all_asks_for_the_dearest_copy_and_no_other_strategy():
    assert steps(rto=4 * H, rpo=MIN)[3] == (0, "pilot_light", 3, None, None)
    assert steps(rto=4 * H, rpo=MIN, **PRICED)[3] == (0, "pilot_light", 3, 300, -50)


def test_a_strategy_that_nobody_has_is_no_plan():
    weak = replace(DEFAULT_POLICY, strategies=DEFAULT_POLICY.strategies[:1])
    found = scene(rto=4 * H, policy=weak, **PRICED).derive().neighbours.rto_tighter
    assert (found.strategy, found.cost_tier, found.yearly_cost, found.saving) == (None, None, None, None)


@pytest.mark.parametrize(
    ("objectives", "missing"),
    [
        ({"rto": 0, "rpo": H}, [1]),
        ({"rto": H, "rpo": 0}, [3]),
        ({"rto": LADDER[-1], "rpo": H}, [0]),
        ({"rto": H, "rpo": LADDER[-1]}, [2]),
        ({"rto": UNSET, "rpo": H}, [0, 1]),
        ({"rto": H, "rpo": UNKNOWN}, [2, 3]),
        ({"rto": H, "rpo": NA}, [2, 3]),
    ],
)
def test_none_beyond_the_ends_and_none_of_what_is_no_duration(objectives, missing):
    assert [at for at, each in enumerate(steps(**objectives)) if each is None] == missing


def test_each_is_named_by_what_it_asks():
    found = scene(rto=4 * H, rpo=H).derive().neighbours
    four = (found.rto_looser, found.rto_tighter, found.rpo_looser, found.rpo_tighter)
    assert [each.label.code for each in four] == [
        "neighbour.rto-looser", "neighbour.rto-tighter", "neighbour.rpo-looser", "neighbour.rpo-tighter",
    ]  # fmt: skip
    assert [say(each.label) for each in four[1:3]] == [
        "Back within 2 hours instead",
        "Lose at most 2 hours of work instead",
    ]


def test_what_each_step_costs_and_loses_a_year():
    points = scene(rpo=H, loss_per_hour=100, **PRICED).derive().balance
    assert [point.rto for point in points] == list(LADDER)
    told = {point.rto: (point.strategy, point.yearly_cost, point.expected_loss) for point in points}
    assert {step: told[step] for step in (0, MIN, 5 * MIN, 15 * MIN, 30 * MIN, 2 * H, 4 * H, D)} == {
        0: ("multi_site", 1050, 0),
        MIN: ("multi_site", 1050, 0),
        5 * MIN: ("multi_site", 1050, 0),
        15 * MIN: ("warm_standby", 550, 6.25),
        30 * MIN: ("warm_standby", 550, 6.25),
        2 * H: ("pilot_light", 250, 50),
        4 * H: ("backup_restore", 100, 200),
        D: ("backup_restore", 100, 200),
    }


def test_a_step_no_strategy_meets_has_its_loss_all_the_same():
    weak = replace(DEFAULT_POLICY, strategies=DEFAULT_POLICY.strategies[:1])
    points = {point.rto: point for point in scene(rpo=H, loss_per_hour=100, policy=weak).derive().balance}
    assert (points[2 * H].strategy, points[2 * H].yearly_cost, points[2 * H].expected_loss) == (None, None, 100)
    assert points[4 * H].strategy == "backup_restore"


def test_without_a_loss_per_hour_there_is_nothing_to_weigh():
    assert scene(running_cost=1000).derive().balance == ()
