"""A regulator's rule on where a copy lies is in every summary: with the plan, and where today's copies break it."""

from __future__ import annotations

import json

import pytest

from derivation.services.deriving import derive
from recovery.durations import DAY, HOUR
from tests.exports.test_promises import text
from tests.factories import ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
WANTED = "A regulator demands a copy in another region."


@pytest.fixture
def regulated(owner):
    shop = SystemFactory(key="shop", name="Shop", owner=owner)
    ProtectionFactory(system=shop, live_copy="none", history="snapshot", history_site="other_site")
    round_of(shop, rto=12 * HOUR, rpo=DAY, regulator_site="other_region")
    derive([shop.pk])
    return shop


@pytest.mark.parametrize("ending", ["pdf", "md", "xlsx"])
def test_every_summary_says_what_is_demanded_and_what_is_so(ending, regulated, manager, fetch):
    said = " ".join(text(fetch(manager, f"/systems/shop/summary.{ending}")[1], ending).split())
    assert said.count(WANTED) >= 2  # with the plan, and in the contradiction
    assert "farthest copy lies at another site" in said


def test_the_document_has_it_by_name(regulated, manager, fetch):
    summary = json.loads(fetch(manager, "/systems/shop/summary.json")[1])
    assert summary["plan"]["because"]["copies_site"] == WANTED
    found = next(each for each in summary["contradictions"] if each["code"] == "regulator-breached")
    assert found["read"] == {"demanded": "other_region", "site": "other_site"}
    assert found["variant"] == "copies"
