# ruff: noqa: E501 (a row of a table is read in one line)
"""The policy as a document: whole, checked, and felt in the results."""

import json
from dataclasses import fields, replace
from operator import attrgetter

import pytest

from recovery.policy import DEFAULT_POLICY, Policy, PolicyError
from recovery.policy.document import CHECKS
from recovery.policy.rows import DEFAULT_COPIES, DEFAULT_ROWS, bare, pairs
from tests.recovery.builders import MIN, NA, D, H, scene

ROW = {"key": "cold", "doing_time": 60, "share": 0.1, "tier": 1}
COPY = {"key": "trailing", "best_point": 60, "share": 0.1, "tier": 1}
OLD = {"key": "cold", "best_time": 60, "best_point": 60, "share": 0.1, "tier": 1}
"""A row as policies of version 2026.1 had them."""


def test_a_policy_survives_storing():
    stored = json.loads(json.dumps(DEFAULT_POLICY.to_document()))
    assert Policy.from_document(stored) == DEFAULT_POLICY
    assert Policy.from_document({}) == DEFAULT_POLICY


def test_what_keeps_no_data_pays_for_no_copy():
    found = scene(rpo=NA, running_cost=1000).derive().options
    assert [(each.strategy, each.live_copy, each.cost_tier, each.yearly_cost) for each in found] == [
        ("backup_restore", "none", 1, 100), ("pilot_light", "none", 2, 200),
        ("warm_standby", "none", 3, 500), ("multi_site", "none", 4, 1000),
    ]  # fmt: skip


def test_the_pairs_of_the_rows_come_by_price():
    """Of what has no live copy the data are copied back; what keeps no data pays for none, whatever the row."""
    told = attrgetter("row.key", "copy.key", "share", "tier", "base_time", "restores")
    given = [row for row in DEFAULT_ROWS[::-1] if row.key != "pilot_light"]
    assert [told(each) for each in pairs(given, DEFAULT_COPIES, lambda row: row.doing_time + 1)] == [
        ("backup_restore", "none", 0.1, 1, 12601, True),
        ("warm_standby", "asynchronous", 0.55, 3, 301, False), ("warm_standby", "synchronous", 0.6, 3, 301, False),
        ("multi_site", "asynchronous", 1.05, 4, 1, False), ("multi_site", "synchronous", 1.1, 4, 1, False),
    ]  # fmt: skip
    assert [told(each) for each in bare(given, lambda row: row.doing_time + 1)] == [
        ("backup_restore", "none", 0.1, 1, 12601, True),
        ("warm_standby", "none", 0.5, 3, 301, True), ("multi_site", "none", 1.0, 4, 1, True),
    ]  # fmt: skip


def test_a_pair_is_as_costly_as_its_dearer_half_and_costs_both():
    found = scene(running_cost=1234.5).derive().options
    assert [(each.strategy, each.live_copy, each.cost_tier, each.yearly_cost) for each in found] == [
        ("backup_restore", "none", 1, 123.45),
        ("pilot_light", "asynchronous", 2, 308.62), ("pilot_light", "synchronous", 3, 370.35),
        ("warm_standby", "asynchronous", 3, 678.98), ("warm_standby", "synchronous", 3, 740.7),
        ("multi_site", "asynchronous", 4, 1296.23), ("multi_site", "synchronous", 4, 1357.95),
    ]  # fmt: skip


def test_every_field_is_checked_and_stored():
    named = {field.name for field in fields(Policy) if field.init}
    assert named == {*CHECKS, "strategies", "copies"} == set(DEFAULT_POLICY.to_document())


@pytest.mark.parametrize(
    "document",
    [
        {"headroom": 0}, {"headroom": 1.1}, {"headroom": True}, {"harm_factor": 0}, {"version": ""}, {"version": 3},
        {"drill_age": 0}, {"drill_age": -1}, {"drill_age": 1.0}, {"snapshot_intervals": []}, {"snapshot_intervals": [0]},
        {"snapshot_intervals": 3600}, {"disruptions_per_year": float("nan")}, {"disruptions_per_year": 10**400},
        {"owner_systems": 0}, {"asynchronous_tier": 5}, {"health_check_failures": 0}, {"dns_ttl": -1}, {"finish_time": 1.5},
        {"strategies": [ROW | {"copies": "asynchronous"}]}, {"strategies": [ROW | {"copies": ["prayer"]}]},
        {"strategies": [ROW | {"copies": ["synchronous", "synchronous"]}]}, {"strategies": [ROW | {"standby_capacity": 1.1}]},
        {"copies": []}, {"copies": [COPY]}, {"copies": [COPY, COPY]}, {"copies": [COPY | {"best_point": -1}]},
        {"copies": [COPY], "strategies": [ROW | {"copies": ["asynchronous"]}]}, {"bare_by_price": []}, {"colour": "red"}, {"strategies": []}, {"strategies": {}},
        {"strategies": [1]}, {"strategies": [{}]}, {"strategies": [ROW | {"tier": 0}]}, {"strategies": [ROW | {"x": 1}]},
        {"strategies": [ROW | {"person": 1}]}, {"strategies": [OLD | {"needs_person": 1}]}, {"strategies": [OLD | {"best_time": -1}]}, {"strategies": [ROW, ROW]}, {"by_price": []},
        {"strategies": [ROW | {"names": "Cold"}]}, {"strategies": [ROW | {"names": {"en": ""}}]},
        {"strategies": [ROW | {"names": {"": "Cold"}}]}, {"strategies": [ROW | {"meanings": {"en": 1}}]}, {"named": {}},
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense(document):
    with pytest.raises(PolicyError) as caught:
        Policy.from_document(document)
    assert caught.value.faults


def test_all_faults_at_once():
    with pytest.raises(PolicyError) as caught:
        Policy.from_document({"headroom": 3, "colour": "red", "strategies": [{"key": "cold", "doing_time": -1}]})
    assert len(caught.value.faults) == 5
    with pytest.raises(PolicyError):
        Policy.from_document([])  # type: ignore[arg-type]


def test_noticing_and_deciding_take_time_where_a_person_acts():
    slow = replace(DEFAULT_POLICY, detection_time=15 * MIN, declaration_time=45 * MIN)
    assert scene(rto=90 * MIN, policy=slow).derive().recovery_estimate == 90 * MIN
    assert scene(rto=90 * MIN - 1, policy=slow).derive().strategy == "warm_standby"
    assert scene(rto=90 * MIN - 1, policy=slow).derive().recovery_estimate == 450


def test_requests_take_time_to_arrive_where_it_fails_over_by_itself():
    slow = replace(DEFAULT_POLICY, health_check_interval=60, health_check_failures=5, dns_ttl=300)
    assert scene(rto=15 * MIN, policy=slow).derive().recovery_time == 15 * MIN
    assert scene(rto=15 * MIN - 1, policy=slow).derive().strategy == "multi_site"
    assert scene(rto=0, policy=slow).derive().recovery_time == 0


def test_a_live_copy_of_ones_own():
    rows = [ROW | {"copies": ["trailing"], "names": {"en": "Cold"}}]
    policy = Policy.from_document({"strategies": rows, "copies": [COPY | {"names": {"en": "Trailing"}}]})
    assert [each.key for each in policy.copies] == ["none", "trailing"]
    assert policy.named == {"cold": {"en": "Cold"}, "trailing": {"en": "Trailing"}}
    derived = scene(rto=H, rpo=60, policy=policy).derive()
    assert (derived.strategy, derived.live_copy) == ("cold", "trailing")
    assert scene(rto=H, rpo=59, policy=policy).derive().strategy is None
    assert policy.copy("trailing").best_point == 60
    assert policy.copy("prayer") is None
    assert Policy.from_document(json.loads(json.dumps(policy.to_document()))) == policy


def test_to_go_without_a_live_copy_may_be_said_too():
    none = {"key": "none", "best_point": None, "share": 0, "tier": 1}
    assert [each.key for each in Policy.from_document({"strategies": [ROW], "copies": [none]}).copies] == ["none"]


OLD_ROWS = [
    {
        "key": "backup_restore",
        "best_time": 4 * H,
        "best_point": 5 * MIN,
        "share": 0.1,
        "tier": 1,
        "needs_person": True,
        "keeps_live_data": False,
        "restores": True,
    },
    {
        "key": "pilot_light",
        "best_time": 30 * MIN,
        "best_point": MIN,
        "share": 0.25,
        "tier": 2,
        "needs_person": True,
        "keeps_live_data": True,
        "restores": False,
    },
    {"key": "warm_standby", "best_time": 5 * MIN, "best_point": 1, "share": 0.55, "tier": 3, "needs_person": False},
    {"key": "multi_site", "best_time": 0, "best_point": 0, "share": 1.1, "tier": 4},
]
"""The strategies of the default policy of version 2026.1."""
OLD_POLICY = {
    "version": "2026.1",
    "detection_time": 0,
    "declaration_time": 0,
    "live_copy_below": 300,
    "asynchronous_tier": 2,
    "synchronous_tier": 4,
    "strategies": OLD_ROWS,
}


@pytest.mark.parametrize(
    ("rto", "rpo", "strategy", "copy", "tier", "share"),
    [
        (4 * H, D, "backup_restore", "none", 1, 0.1),
        (30 * MIN, 30 * MIN, "pilot_light", "asynchronous", 2, 0.25),
        (5 * MIN, 10, "warm_standby", "asynchronous", 3, 0.55),
        (5 * MIN, 0, "multi_site", "synchronous", 4, 1.1),
        (D, 0, "multi_site", "synchronous", 4, 1.1),
    ],
)
def test_a_policy_of_2026_1_means_what_it_meant(rto, rpo, strategy, copy, tier, share):
    policy = Policy.from_document(OLD_POLICY)
    derived = scene(rto=rto, rpo=rpo, running_cost=1000, policy=policy).derive()
    found = (derived.strategy, derived.live_copy, derived.cost_tier, derived.yearly_cost)
    assert found == (strategy, copy, tier, 1000 * share)
    assert (derived.policy_version, derived.recovery_time) == ("2026.1", 0 if rpo == 0 else min(rto, 4 * H))


def test_a_policy_of_2026_1_is_stored_in_the_form_of_today():
    policy = Policy.from_document(OLD_POLICY)
    stored = json.loads(json.dumps(policy.to_document()))
    assert Policy.from_document(stored) == policy
    assert "live_copy_below" not in stored
    assert (policy.reaction_time, policy.failover_time) == (0, 0)
    noticed = Policy.from_document(OLD_POLICY | {"detection_time": 15 * MIN})
    assert (noticed.reaction_time, noticed.failover_time) == (15 * MIN, 0)


@pytest.mark.parametrize("old", [{"live_copy_below": 60}, {"asynchronous_tier": 3}, {"synchronous_tier": 2}])
def test_one_old_field_is_enough(old):
    policy = Policy.from_document(old)
    tiers = (old.get("asynchronous_tier", 2), old.get("synchronous_tier", 4))
    assert tuple(each.tier for each in policy.copies[1:]) == tiers
    assert (policy.strategies, policy.reaction_time) == (DEFAULT_POLICY.strategies, 30 * MIN)


def test_rows_of_both_forms_side_by_side():
    policy = Policy.from_document({"strategies": [OLD, ROW | {"key": "new"}]})
    assert [(row.key, row.doing_time, row.copies) for row in policy.strategies] == [
        ("cold", 60, ("asynchronous",)), ("new", 60, ()),
    ]  # fmt: skip
    with pytest.raises(PolicyError):
        Policy.from_document({"strategies": [OLD, 7]})


def test_the_shortest_snapshot_is_always_among_the_intervals():
    quick = replace(DEFAULT_POLICY, shortest_snapshot=20 * MIN)
    assert scene(rto=D, rpo=50 * MIN, policy=quick).derive().history.interval == 20 * MIN
    assert scene(rto=D, rpo=3 * H, running_time=3 * H).derive().history.kind == "continuous"


def test_a_row_by_its_key():
    assert DEFAULT_POLICY.row("pilot_light").tier == 2
    assert DEFAULT_POLICY.row("prayer") is None
