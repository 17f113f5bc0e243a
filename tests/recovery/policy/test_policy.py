# ruff: noqa: E501 (a row of a table is read in one line)
"""The policy as a document: whole, checked, and felt in the results."""

import json
from dataclasses import fields, replace

import pytest

from recovery.policy import DEFAULT_POLICY, Policy, PolicyError
from recovery.policy.document import CHECKS
from tests.recovery.builders import MIN, D, H, scene

ROW = {"key": "cold", "best_time": 60, "best_point": 60, "share": 0.1, "tier": 1}


def test_a_policy_survives_storing():
    stored = json.loads(json.dumps(DEFAULT_POLICY.to_document()))
    assert Policy.from_document(stored) == DEFAULT_POLICY
    assert Policy.from_document({}) == DEFAULT_POLICY


def test_every_field_is_checked_and_stored():
    named = {field.name for field in fields(Policy) if field.init}
    assert named == {*CHECKS, "strategies"} == set(DEFAULT_POLICY.to_document())


@pytest.mark.parametrize(
    "document",
    [
        {"headroom": 0}, {"headroom": 1.1}, {"headroom": True}, {"harm_factor": 0}, {"version": ""}, {"version": 3},
        {"drill_age": 0}, {"drill_age": -1}, {"drill_age": 1.0}, {"snapshot_intervals": []}, {"snapshot_intervals": [0]},
        {"snapshot_intervals": 3600}, {"disruptions_per_year": float("nan")}, {"disruptions_per_year": 10**400},
        {"owner_systems": 0}, {"asynchronous_tier": 5}, {"colour": "red"}, {"strategies": []}, {"strategies": {}},
        {"strategies": [1]}, {"strategies": [{}]}, {"strategies": [ROW | {"tier": 0}]}, {"strategies": [ROW | {"x": 1}]},
        {"strategies": [ROW | {"needs_person": 1}]}, {"strategies": [ROW, ROW]}, {"by_price": []},
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
        Policy.from_document({"headroom": 3, "colour": "red", "strategies": [{"key": "cold", "best_time": -1}]})
    assert len(caught.value.faults) == 6
    with pytest.raises(PolicyError):
        Policy.from_document([])  # type: ignore[arg-type]


def test_noticing_and_deciding_take_time_where_a_person_acts():
    slow = replace(DEFAULT_POLICY, detection_time=15 * MIN, declaration_time=15 * MIN)
    assert scene(rto=H, policy=slow).derive().recovery_estimate == H
    assert scene(rto=H - 1, policy=slow).derive().strategy == "warm_standby"
    assert scene(rto=5 * MIN, policy=slow).derive().recovery_estimate == 5 * MIN


def test_the_shortest_snapshot_is_always_among_the_intervals():
    quick = replace(DEFAULT_POLICY, shortest_snapshot=20 * MIN)
    assert scene(rto=D, rpo=50 * MIN, policy=quick).derive().history.interval == 20 * MIN
    assert scene(rto=D, rpo=3 * H, running_time=3 * H).derive().history.kind == "continuous"


def test_a_row_by_its_key():
    assert DEFAULT_POLICY.row("pilot_light").tier == 2
    assert DEFAULT_POLICY.row("prayer") is None
