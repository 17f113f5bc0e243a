from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from accounts.models import User
from assessments.actions import reviewing
from assessments.models import Assessment
from derivation.services.deriving import derive
from recovery.durations import DAY, HOUR
from systems.models import Profile, System
from tests.factories import SystemFactory
from tests.panels.rounds import round_of


@pytest.fixture
def shop(owner) -> System:
    return SystemFactory(key="shop", name="Shop", owner=owner)


@pytest.fixture
def fitting(shop) -> Assessment:
    """Answers in review that nothing contradicts."""
    round_ = round_of(shop, rto=4 * HOUR, rpo=DAY, mtd=DAY)
    derive([shop.pk])
    assert Profile.objects.get(pk=shop.pk).blocks == 0
    return round_


@pytest.fixture
def blocked(shop) -> Assessment:
    """Answers in review that contradict each other: back after 8 hours, bearable for 4."""
    round_ = round_of(shop, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive([shop.pk])
    assert Profile.objects.get(pk=shop.pk).blocks > 0
    return round_


def form_of(round_: Assessment, **more: object) -> dict[str, object]:
    """What the page's form carries."""
    seen = reviewing.seen_of(round_, Profile.objects.get(pk=round_.system_id))
    return {"key": str(uuid.uuid4()), "sent": seen.sent, "plan": seen.plan, "comment": "", **more}


@pytest.fixture
def approve(sign_in):
    def post(person: User, round_: Assessment, **more: object):
        address = reverse("assessments:approve", args=[round_.public_id])
        return sign_in(person).post(address, form_of(round_, **more), follow=True)

    return post


@pytest.fixture
def give_back(sign_in):
    def post(person: User, round_: Assessment, **more: object):
        address = reverse("assessments:return_", args=[round_.public_id])
        return sign_in(person).post(address, form_of(round_, **{"comment": "Why?", **more}), follow=True)

    return post
