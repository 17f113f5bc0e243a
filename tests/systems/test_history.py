"""The history of a system: all of it, filtered, with old and new values."""

from __future__ import annotations

import pytest
from django.db import transaction

from accounts.services import audit
from systems.actions.systems import edit_system
from systems.models import System
from tests.factories import SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(owner) -> System:
    return SystemFactory(key="shop", name="Shop", owner=owner, purpose="Sells")


def test_nothing_is_left_out(shop, sign_in, owner, architect):
    with transaction.atomic():
        for _ in range(70):
            audit.record(by=architect, action="system.brought_back", about=shop)
    page = text(sign_in(owner).get("/systems/shop/"))
    assert 'href="/systems/shop/history/" data-count="70"' in page
    shown = [text(sign_in(owner).get(f"/systems/shop/history/?page={page}")) for page in (1, 2)]
    assert [each.partition('class="log-days"')[2].count("Brought back into use.") for each in shown] == [50, 20]


def test_it_says_what_was_before_and_who_did_it(shop, sign_in, owner, architect):
    edit_system(system=shop, version=shop.version, by=architect, values={"purpose": "Sells and delivers"})
    page = text(sign_in(owner).get("/systems/shop/history/"))
    assert "<del>Sells</del>" in page
    assert "<ins>Sells and delivers</ins>" in page
    assert architect.email in page
    assert "Nothing matches" in text(sign_in(owner).get("/systems/shop/history/?who=nobody@example.org"))
    assert "Nothing matches" in text(sign_in(owner).get("/systems/shop/history/?until=2001-01-01"))
    assert "Sells and delivers" in text(
        sign_in(owner).get("/systems/shop/history/?action=system.edited&since=2001-01-01")
    )


def test_what_people_type_is_not_told_there(shop, sign_in, manager, owner):
    with transaction.atomic():
        audit.record(by=owner, action="answers.saved", about=shop, detail={"answers": {"mtd": "a secret guess"}})
    assert "a secret guess" not in text(sign_in(manager).get("/systems/shop/history/"))


def test_whoever_may_not_know_of_the_system_knows_nothing_of_its_history(shop, sign_in, stranger):
    assert sign_in(stranger).get("/systems/shop/history/").status_code == 404
