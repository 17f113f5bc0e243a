"""Who does not know is helped: by what similar systems say, in numbers without names; and asked back, not overruled."""

from __future__ import annotations

import pytest

from recovery.durations import HOUR
from systems.models import System
from tests.assessments.answering.conftest import address
from tests.factories import BusinessUnitFactory, PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(assessment):
    unit = BusinessUnitFactory()
    System.objects.filter(pk=assessment.system_id).update(business_unit=unit)
    return unit


def approved(hours: int, **given) -> System:
    system = SystemFactory(**given)
    round_of(system, state="approved", by=PersonFactory(), mtd=hours * HOUR, rto=HOUR, rpo=HOUR)
    return system


def test_three_similar_systems_say_from_when_to_when_and_no_name(answering, assessment, unit):
    for hours in (4, 6, 8):
        approved(hours, business_unit=unit, name=f"Vault of secrets {hours}")
    page = answering.get(address(assessment, "harm")).content.decode()
    assert "3 similar systems said 4 hours to 8 hours." in page
    assert "Vault" not in page


@pytest.mark.parametrize("other", ["another unit", "retired", "not approved", "another type"])
def test_of_fewer_than_three_nothing_is_said(other, answering, assessment, unit):
    for hours in (4, 6):
        approved(hours, business_unit=unit)
    third = approved(8, business_unit=BusinessUnitFactory() if other == "another unit" else unit)
    if other == "retired":
        System.objects.filter(pk=third.pk).update(status=System.Status.RETIRED)
    if other == "not approved":
        third.assessments.update(state="submitted")
    if other == "another type":
        System.objects.filter(pk=third.pk).update(type=System.Type.BUSINESS_SERVICE)
    assert "similar systems" not in answering.get(address(assessment, "harm")).content.decode()


@pytest.mark.parametrize(
    ("topic", "typed"),
    [
        ("harm", {"what_stops": "Tills", "what_stops-unknown": "unknown"}),
        ("harm", {"impact-money-moderate": "3600", "impact-unknown": "unknown"}),
        ("promises", {"loss_per_hour": "2000", "loss_per_hour-unknown": "unknown"}),
        ("promises", {"loss_per_hour": "much", "loss_per_hour-unknown": "unknown"}),
    ],
)
def test_not_knowing_beside_an_answer_is_asked_back(topic, typed, answering, assessment, send):
    answer = send(answering, assessment, topic, typed)
    assert answer.status_code == 422
    assert "ticked “I don&#x27;t know” as well" in answer.content.decode()
    assessment.refresh_from_db()
    assert assessment.answers == {}
