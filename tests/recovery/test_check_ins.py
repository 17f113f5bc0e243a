"""What jobs report by themselves: which loss is measured, and that nothing is said twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.facts import CheckIns
from recovery.planning.plan import Loss
from tests.recovery.builders import NA, D, H, scene

DAILY = {"history": "snapshot", "interval": D, "live_copy": "none"}
LOSSES = [
    ({"today": DAILY}, {}, Loss(D, D)),
    ({"today": DAILY}, {"copy_age": H}, Loss(D, D)),
    ({"today": DAILY}, {"copy_age": H, "copy_gap": 2 * D}, Loss(2 * D, 2 * D, measured=True)),
    ({"today": DAILY}, {"copy_age": 3 * D, "copy_gap": 2 * D}, Loss(3 * D, 3 * D, measured=True)),
    ({"today": {}}, {"copy_age": 0, "copy_gap": H}, Loss(H, H, measured=True)),
    (
        {"today": {**DAILY, "history_site": "same"}},
        {"copy_age": 0, "copy_gap": H},
        Loss(None, H, all_in_disaster=True, measured=True),
    ),
    (
        {"today": {**DAILY, "live_copy": "synchronous"}},
        {"copy_age": 0, "copy_gap": H},
        Loss(0, H, measured=True),
    ),
    ({"today": DAILY, "rpo": NA}, {"copy_age": 0, "copy_gap": H}, Loss(None, None)),
]


@pytest.mark.parametrize(("given", "reports", "expected"), LOSSES)
def test_what_copies_have_shown_counts_before_what_was_said(given, reports, expected):
    assert scene(**given, check_ins=reports).derive().worst_loss_today == expected


@pytest.mark.parametrize(
    ("given", "due"),
    [({"rpo": 4 * H}, 4 * H), ({"rpo": 4 * H, "data_rpo": D}, D), ({"rpo": NA}, None), ({"rpo": 0}, 300)],
)
def test_it_says_from_which_age_on_a_copy_is_overdue(given, due):
    assert scene(**given).derive().copy_due == due


durations = st.none() | st.sampled_from((0, H, D, 7 * D, 366 * D))
reports = st.builds(CheckIns, durations, durations, durations, durations)


@given(
    reports,
    st.sampled_from((0, H, D, NA)),
    st.sampled_from(({}, DAILY, {"history": "none"})),
    st.none() | st.tuples(durations, st.booleans(), st.booleans()),
)
def test_nothing_is_said_twice(check_ins, rpo, today, exercise):
    fields = ("awaited", "copy_age", "copy_gap", "restore_failed")
    tests = (
        [dict(zip(("age", "reported", "changed_since"), exercise, strict=True), kind="data_restore")]
        if exercise
        else []
    )
    case = scene(rpo=rpo, today=today, exercises=tests, check_ins={name: getattr(check_ins, name) for name in fields})
    found = {each.code: each for each in case.derive().findings}
    assert not {"copy-overdue", "copy-never-seen"} <= found.keys()
    if "restore-test-overdue" in found and "never-tested" in found:
        assert "data_restore" not in found["never-tested"].read["kinds"]
    if "copy-overdue" in found and "worst-loss-exceeds-rpo" in found:
        assert found["copy-overdue"].read["age"] > found["worst-loss-exceeds-rpo"].read.get("loss", 0)
