"""What the tests of the catalogue share."""

from __future__ import annotations

import pytest
from django.utils import timezone

from systems.services import staleness
from tests.factories import PersonFactory, SystemFactory


@pytest.fixture(autouse=True)
def told(monkeypatch) -> list[tuple]:
    """Tasks that were handed to the broker, instead of the broker."""
    said: list[tuple] = []
    monkeypatch.setattr(staleness, "publish", lambda task, *arguments: said.append((task, *arguments)))
    return said


@pytest.fixture
def derived() -> dict:
    """Values of a profile that was derived a moment ago."""
    return {
        "answer_state": "approved",
        "rto_state": "value",
        "rto_seconds": 14400,
        "rpo_state": "value",
        "rpo_seconds": 0,
        "strategy": "warm_standby",
        "cost_tier": 3,
        "stale_since": None,
        "derived_at": timezone.now(),
    }


@pytest.fixture
def contact():
    """Looks after the shop, and has no role of their own."""
    return PersonFactory(name="Tess Contact")


@pytest.fixture
def shop(owner, contact):
    return SystemFactory(key="shop", name="Web shop", owner=owner, technical_contact=contact)


@pytest.fixture
def ledger():
    return SystemFactory(key="ledger", name="Bank ledger")


def text(response) -> str:
    """The page without its markup's line breaks, so that a sentence is found wherever it wraps."""
    return " ".join(response.content.decode().split())
