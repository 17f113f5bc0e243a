from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from assessments.services import asking_many
from campaigns.models import Campaign, Wave
from campaigns.services.waves import begin_due_waves
from systems.models import BusinessUnit
from tests.factories import PersonFactory, SystemFactory


@pytest.fixture
def company(db):
    """Two units: Anna owns two systems of Sales, Ben one of Works; one system has nobody."""
    sales, works = BusinessUnit.objects.create(name="Sales"), BusinessUnit.objects.create(name="Works")
    anna, ben = PersonFactory(name="Anna", roles=["owner"]), PersonFactory(name="Ben", roles=["owner"])
    for key, unit, owner in (("shop", sales, anna), ("web", sales, anna), ("mill", works, ben), ("lost", works, None)):
        SystemFactory(key=key, name=key.title(), business_unit=unit, owner=owner)
    return {"anna": anna, "ben": ben, "sales": sales, "works": works}


def form_of(**more: object) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "once": uuid.uuid4(), "name": "Autumn", "starts_on": today, "due_on": today + dt.timedelta(28), "waves": 2,
        "days_apart": 7, **more,
    }  # fmt: skip


@pytest.fixture
def begin(sign_in, architect, company):
    """`begin(**form)`: the campaign, as the page begins it."""

    def begun(query: str = "", **more: object) -> Campaign:
        response = sign_in(architect).post(f"/campaigns/new/?{query}", form_of(**more))
        assert response.status_code == 302, response.content.decode()
        return Campaign.objects.latest("pk")

    return begun


def ask_what_is_due() -> None:
    """As scheduler and worker do it."""
    begin_due_waves()
    for wave in Wave.objects.exclude(asking=None):
        asking_many.ask(wave.asking_id)
