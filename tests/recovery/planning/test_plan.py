# ruff: noqa: E501 (a row of a table is read in one line)
"""Section 4: the table of cases as written, and what a plan must hold for any objectives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.durations import LADDER
from recovery.facts import Facts, State
from recovery.messages import say
from recovery.planning.plan import BackupPlan, make_plan, restore_time
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import MIN, NA, UNKNOWN, UNSET, D, H, scene

KEPT = 35 * D
CONTINUOUS = BackupPlan("continuous", 300, KEPT)
ARCHIVE = {"data_size_gib": 20 * 1024, "restore_mib_per_s": 100}

CASES = [
    ("payment platform", 5 * MIN, 0, {}, "multi_site", "synchronous", CONTINUOUS, 4),
    ("online store in a campaign", 15 * MIN, 5 * MIN, {}, "warm_standby", "asynchronous", CONTINUOUS, 3),
    ("bank ledger", 5 * MIN, 10, {}, "warm_standby", "asynchronous", CONTINUOUS, 3),
    ("internal reporting", 8 * H, D, {}, "backup_restore", "none", BackupPlan("snapshot", D, KEPT), 1),
    ("blog", D, D, {}, "backup_restore", "none", BackupPlan("snapshot", D, KEPT), 1),
    ("historical archive", 3 * D, 7 * D, {}, "backup_restore", "none", BackupPlan("snapshot", 7 * D, KEPT), 1),
    ("order intake", H, 30 * MIN, {}, "pilot_light", "asynchronous", CONTINUOUS, 2),
    ("snapshot runs 2 h", 8 * H, D, {"running_time": 2 * H}, "backup_restore", "none", BackupPlan("snapshot", 12 * H, KEPT), 1),
    ("file archive", D, D, ARCHIVE, "pilot_light", "asynchronous", BackupPlan("snapshot", D, KEPT), 2),
    ("stateless gateway", 4 * H, NA, {}, "backup_restore", "none", BackupPlan("none", None, None), 1),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_cases_of_the_method(case):
    _, rto, rpo, facts, *expected = case
    derived = scene(rto=rto, rpo=rpo, **facts).derive()
    assert [derived.strategy, derived.live_copy, derived.history, derived.cost_tier] == expected


def test_why_the_file_archive_is_not_restored():
    derived = scene(rto=D, rpo=D, **ARCHIVE).derive()
    assert say(derived.options[0].because) == "Restoring the data alone takes 58 hours 15 minutes; 24 hours is asked."


def test_an_open_objective_leaves_open_what_hangs_on_it():
    unset = scene(rto=UNSET, rpo=UNKNOWN).derive()
    assert (unset.strategy, unset.live_copy, unset.history, unset.cost_tier) == (None, None, None, None)
    no_rto = scene(rto=UNSET, rpo=D).derive()
    assert (no_rto.strategy, no_rto.live_copy, no_rto.history) == (None, None, BackupPlan("snapshot", D, KEPT))
    assert scene(rto=UNSET, rpo=0).derive().live_copy == "synchronous"
    stateless = scene(rto=H, rpo=NA).derive()
    assert (stateless.strategy, stateless.live_copy) == ("pilot_light", "none")


def test_both_losses():
    assert scene(rto=H, rpo=30 * MIN).derive().worst_loss.disaster == 15 * MIN
    assert scene(rto=8 * H, rpo=D, copy_lag=H).derive().worst_loss.corruption == 13 * H
    assert scene(rto=H, rpo=30 * MIN, running_time=H, copy_lag=60).derive().worst_loss.corruption == 6 * MIN


def test_retention_outlasts_discovery_and_the_law():
    assert scene(discovery_time=90 * D).derive().history.retention == 97 * D
    assert scene(discovery_time=90 * D, legal_retention=365 * D).derive().history.retention == 365 * D


def test_restoring_at_no_speed_takes_for_ever():
    assert restore_time(Facts(data_size_gib=1, restore_mib_per_s=0)) > 365 * D
    assert scene(rto=30 * D, data_size_gib=1, restore_mib_per_s=0).derive().strategy == "pilot_light"


SECONDS = st.one_of(st.sampled_from(LADDER), st.integers(0, 40 * D))
FACTS = st.builds(
    Facts,
    data_size_gib=st.one_of(st.none(), st.integers(0, 50000)),
    restore_mib_per_s=st.one_of(st.none(), st.integers(0, 500)),
    running_time=st.one_of(st.none(), st.integers(0, D)),
    copy_lag=st.one_of(st.none(), st.integers(0, D)),
    running_cost=st.just(1000),
)


@settings(deadline=None)
@given(SECONDS, SECONDS, SECONDS, SECONDS, FACTS)
def test_a_looser_objective_never_costs_more(rto, rpo, more, later, facts):
    tight = make_plan(rto, rpo, facts, DEFAULT_POLICY)
    loose = make_plan(rto + more, rpo + later, facts, DEFAULT_POLICY)
    assert loose.yearly_cost <= tight.yearly_cost
    assert loose.cost_tier <= tight.cost_tier


@settings(deadline=None)
@given(SECONDS, SECONDS, FACTS)
def test_a_plan_holds_what_it_is_made_for(rto, rpo, facts):
    plan = make_plan(rto, rpo, facts, DEFAULT_POLICY)
    assert plan.recovery_estimate <= rto
    assert plan.row.best_point <= rpo
    assert plan.history.retention >= KEPT
    if plan.history.kind == "snapshot":
        assert plan.worst_loss.corruption <= rpo
    if plan.live_copy != "none":
        assert plan.worst_loss.disaster <= rpo


@settings(deadline=None)
@given(SECONDS, st.sampled_from(State))
def test_a_plan_for_open_objectives_claims_nothing(seconds, state):
    plan = make_plan(state, seconds, Facts(running_cost=1), DEFAULT_POLICY)
    assert (plan.row, plan.recovery_estimate, plan.cost_tier, plan.yearly_cost) == (None, None, None, None)
