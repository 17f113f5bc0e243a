from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from questionnaires.services.loading import current
from systems.models import System
from tests.factories import SystemFactory

ANSWERS = {
    "harm": {"what_stops": "The tills.", "impact-money-moderate": "14400", "impact-money-intolerable": "86400",
             "mtd": "28800"},
    "meanwhile": {"peak": "no", "workaround_lasts": "3600", "workaround_how": "On paper.", "workaround_needs": "E-mail",
                  "reduced_service": "50", "wrt": "3600"},
    "promises": {"deadline": "no", "loss_per_hour": "2,000", "on_duty": "0", "recovery_budget-unknown": "unknown"},
    "data": {"keeps_data": "yes", "change_interval": "0", "entries_per_hour": "300"},
    "loss": {"rebuild_from": "paper", "rebuild_window": "14400", "minutes_per_entry": "60", "people_reentering": "10",
             "expendable_entries": "0", "never_lose": "no", "loss_per_lost_hour": "400"},
    "copies": {"discovery_time": "604800", "legal_retention": "0"},
    "objectives": {"rto": "14400", "rpo": "3600", "rto-suggested": "14400", "data_rto": "same"},
}  # fmt: skip
"""What a person types who answers everything; the objectives fit the answers before them."""


@pytest.fixture
def system(owner: User) -> System:
    return SystemFactory(key="payments", name="Payment platform", owner=owner)


@pytest.fixture
def assessment(system: System, owner: User) -> Assessment:
    return Assessment.objects.create(system=system, questionnaire=current(), respondent=owner)


@pytest.fixture
def answering(sign_in, owner: User) -> Client:
    """The client of the person who is asked."""
    return sign_in(owner)


@pytest.fixture
def send() -> Callable[..., object]:
    """`send(client, assessment, topic, {...})` posts a topic's page with the version that is the newest."""

    def posted(client: Client, assessment: Assessment, topic: str, values: dict, **extra: object) -> object:
        assessment.refresh_from_db()
        return client.post(address(assessment, topic), {"version": assessment.version, **values, **extra})

    return posted


SAVED: dict[str, object] = {}
"""The answers and the version that saving all topics left, when the first test of this process went through pages."""


@pytest.fixture
def answered(assessment: Assessment, answering: Client, send) -> Assessment:
    """Everything answered by its respondent just now, nothing sent."""
    if not SAVED:
        for topic, values in ANSWERS.items():
            send(answering, assessment, topic, values)
        assessment.refresh_from_db()
        SAVED.update(answers=assessment.answers, version=assessment.version)
    now = timezone.now()
    given = {"by": assessment.respondent_id, "at": now.replace(microsecond=0).isoformat()}
    answers = {key: {**answer, **given} for key, answer in SAVED["answers"].items()}
    kept = Assessment.objects.filter(pk=assessment.pk)
    kept.update(answers=answers, version=SAVED["version"], saved_at=now)
    assessment.refresh_from_db()
    return assessment


def address(assessment: Assessment, topic: str) -> str:
    return reverse("assessments:topic", kwargs={"public_id": assessment.public_id, "topic": topic})


def place(assessment: Assessment, name: str) -> str:
    return reverse(f"assessments:{name}", kwargs={"public_id": assessment.public_id})
