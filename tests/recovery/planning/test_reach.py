"""Between which prices a system's answers leave room."""

from __future__ import annotations

import pytest

from recovery.planning.reach import highest_price, lowest_price
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import MIN, NA, UNKNOWN, UNSET, D, H, make


@pytest.mark.parametrize(
    ("system", "lowest", "highest"),
    [
        (make(rto=UNSET, rpo=H, mtd=D), (1, None), (1, None)),
        (make(rto=UNSET, rpo=0, mtd=D, rebuild_window=D, running_cost=100_000), (1, 10_000), (3, 30_000)),
        (make(rto=0, rpo=NA, mtd=D), (1, None), (4, None)),
        (make(rto=UNSET, rpo=H), None, None),
        (make(rto=UNKNOWN, rpo=H, mtd=D), (1, None), (1, None)),
        (make(rto=UNSET, rpo=UNSET, mtd=D), None, None),
        (make(rto=UNSET, rpo=15 * MIN, mtd=30 * MIN, never_lose=True), (3, None), (3, None)),
    ],
)
def test_between_what_is_asked_for_and_what_the_answers_allow(system, lowest, highest):
    found = [
        price and (price.tier, price.yearly_cost)
        for price in (lowest_price(system, DEFAULT_POLICY), highest_price(system, DEFAULT_POLICY))
    ]
    assert found == [lowest, highest]
