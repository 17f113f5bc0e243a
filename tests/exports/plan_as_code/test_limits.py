"""What AWS cannot do is kept within what it can, and said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from exports.writers.plan_as_code.aws.backup_rules import remarks, rules_of
from exports.writers.plan_as_code.cadence import CADENCES, cadence_of
from exports.writers.plan_as_code.plan import DAY, HOUR, Copies
from tests.exports.plan_as_code.plans import plan_of

TIMES = some.integers(min_value=1, max_value=200 * 365 * DAY)


@pytest.mark.parametrize(
    ("interval", "aws"),
    [
        (59 * 60, "cron(0 * ? * * *)"), (HOUR, "cron(0 * ? * * *)"), (5 * HOUR, "cron(0 0/4 ? * * *)"),
        (DAY, "cron(0 5 ? * * *)"), (2 * DAY, "cron(0 5 1/2 * ? *)"), (7 * DAY, "cron(0 5 ? * 1 *)"),
        (29 * DAY, "cron(0 5 ? * 1 *)"), (30 * DAY, "cron(0 5 1 * ? *)"),
    ],
)  # fmt: skip
def test_a_cadence_is_never_longer_than_asked(interval, aws):
    assert cadence_of(interval).aws == aws


@given(TIMES)
def test_of_all_that_keep_the_interval_it_is_the_longest(interval):
    taken = cadence_of(interval)
    if HOUR <= interval < 30 * DAY:
        assert taken.longest <= interval
        assert not [each for each in CADENCES if taken.longest < each.longest <= interval]


@given(TIMES, TIMES, some.none() | TIMES, some.sampled_from(["continuous", "snapshot"]), some.none() | TIMES)
def test_every_rule_is_one_that_aws_takes(every, keep, window, history, archived):
    archive = Copies(30 * DAY, archived) if archived else None
    plan = plan_of(history="none", start_window=window)
    plan = plan_of(
        **{"history": "continuous"}, start_window=window, main=Copies(every, keep), archive=archive,
    ) if history == "continuous" else plan_of(
        history="snapshot 24 h", start_window=window, main=Copies(every, keep), archive=archive
    )  # fmt: skip
    for rule in rules_of(plan):
        assert rule.start_window >= 60
        assert rule.completion_window >= rule.start_window + 60
        assert 1 <= rule.keep <= (35 if rule.continuous else 36500)
        assert rule.cold_after is None or rule.keep >= rule.cold_after + 90
        assert rule.copies_keep == rule.keep


@pytest.mark.parametrize(
    ("plan", "part"),
    [
        (plan_of(), "A copy of a continuous backup"),
        (plan_of(main=Copies(300, 60 * DAY)), "at most 35 days"),
        (plan_of(history="snapshot 1 h", main=Copies(1800, DAY)), "shortest cadence of AWS Backup is 1 h"),
        (plan_of(history="snapshot 1 h", start_window=600), "no start window below 60 min"),
        (plan_of(history="snapshot 1 h", archive=Copies(30 * DAY, 119 * DAY)), "Rule archive stays warm"),
        (plan_of(history="snapshot and archive"), "90 days more"),
    ],
)
def test_what_aws_does_otherwise_is_in_the_readme(plan, part):
    assert [each for each in remarks(plan) if part in each]


def test_nothing_is_remarked_where_nothing_is_backed_up():
    assert list(remarks(plan_of(history="none"))) == []
