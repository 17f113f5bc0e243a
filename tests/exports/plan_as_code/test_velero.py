"""The plan's cadence and times to keep, as Velero reads them."""

from __future__ import annotations

import re

import pytest
import yaml

from exports.writers.plan_as_code.files import files
from exports.writers.plan_as_code.plan import DAY, HOUR, Copies
from tests.exports.plan_as_code.plans import every_plan, plan_of


def schedules_in(plan) -> list[dict]:
    found = [each.text for each in files(plan) if each.name == "kubernetes/velero.yaml"]
    return [each for text in found for each in yaml.safe_load_all(text)]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (plan_of(history="snapshot 24 h"), [("0 5 * * *", 60)]),
        (plan_of(history="snapshot 1 h"), [("0 * * * *", 60)]),
        (plan_of(history="snapshot and archive"), [("0 */4 * * *", 35), ("0 5 1 * *", 3650)]),
        (plan_of(history="continuous and daily"), [("0 * * * *", 35), ("0 5 * * *", 400)]),
        (plan_of(history="snapshot 1 h", main=Copies(7 * HOUR, 10 * DAY)), [("0 */6 * * *", 10)]),
        (plan_of(history="none"), []),
    ],
)
def test_each_kind_of_copy_has_its_schedule(plan, expected):
    found = schedules_in(plan)
    assert [(each["spec"]["schedule"], each["spec"]["template"]["ttl"]) for each in found] == [
        (cron, f"{days * 24}h0m0s") for cron, days in expected
    ]


def test_names_are_valid_and_no_two_are_the_same():
    for plan in every_plan():
        names = [each["metadata"]["name"] for each in schedules_in(plan)]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", each) for each in names)


def test_a_long_key_is_cut_and_stays_its_own():
    keys = ("a" * 70, "a" * 71)
    names = {each["metadata"]["name"] for key in keys for each in schedules_in(plan_of(key=key))}
    assert len(names) == 2
    assert max(map(len, names)) <= 63


def test_that_there_is_no_log_is_said_where_the_plan_asks_for_one():
    def readme(plan):
        return next(each.text for each in files(plan) if each.name == "README.md")

    assert "Velero makes snapshots and keeps no log." in readme(plan_of(history="continuous"))
    assert "Velero makes snapshots" not in readme(plan_of(history="snapshot 24 h"))
