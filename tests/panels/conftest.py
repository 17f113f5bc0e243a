from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from assessments.models import Assessment
from notifications.models import OutgoingMail
from notifications.tasks import deliver
from panels.models import Delegation, Panel, PanelResponse
from questionnaires.services.loading import current
from systems.models import System
from tests.factories import PersonFactory, SystemFactory

MINUTE, HOUR = 60, 3600


@pytest.fixture
def system(owner: User) -> System:
    return SystemFactory(key="payments", name="Payment platform", purpose="Takes money.", owner=owner)


@pytest.fixture
def assessment(system: System, owner: User) -> Assessment:
    return Assessment.objects.create(system=system, questionnaire=current(), respondent=owner)


@pytest.fixture
def people(db) -> list[User]:
    names = ("Ada", "Ben", "Cleo")
    return [PersonFactory(email=f"{name.lower()}@example.org", name=name, roles=[Role.OWNER]) for name in names]


@pytest.fixture
def mails() -> Callable[[], list]:
    """Everything that is owed, sent; gives the new mails."""

    def sent() -> list:
        mail.outbox.clear()
        for pk in OutgoingMail.objects.filter(state="pending").values_list("pk", flat=True):
            deliver(pk)
        return list(mail.outbox)

    return sent


@pytest.fixture
def panel(system, assessment, architect, people, sign_in) -> Panel:
    """Three people asked by an architect."""
    sent = {"people": "\n".join(each.email for each in people), "due_on": far(), "decider": ""}
    response = sign_in(architect).post(reverse("panels:ask_several", args=[system.key]), sent)
    assert response.status_code == 302
    return Panel.objects.get()


def far() -> str:
    from datetime import timedelta

    from django.utils import timezone

    return (timezone.localdate() + timedelta(days=7)).isoformat()


def response_of(person: User) -> PanelResponse:
    return PanelResponse.objects.get(person=person)


def say(client: Client, person: User, **values: str) -> object:
    """Answer the objectives' page, and the page before it that makes them be asked, with what is newest."""
    panel_response = response_of(person)
    client.post(topic_of(panel_response, "data"), {"version": panel_response.version, "keeps_data": "yes"})
    panel_response.refresh_from_db()
    return client.post(topic_of(panel_response, "objectives"), {"version": panel_response.version, **values})


def send(client: Client, person: User) -> object:
    panel_response = response_of(person)
    return client.post(
        reverse("panels:response_send", args=[panel_response.public_id]), {"version": panel_response.version}
    )


def topic_of(panel_response: PanelResponse, topic: str) -> str:
    return reverse("panels:response_topic", args=[panel_response.public_id, topic])


def page(panel: Panel, name: str = "panel") -> str:
    return reverse(f"panels:{name}", args=[panel.public_id])


@pytest.fixture
def colleague(people) -> User:
    return people[0]


@pytest.fixture
def delegation(assessment, owner, colleague, sign_in) -> Delegation:
    """A colleague is asked two questions by the owner."""
    sent = {"questions": ["what_stops", "mtd"], "person": colleague.email, "note": "You know the tills."}
    assert sign_in(owner).post(ask_page(assessment), sent).status_code == 302
    return Delegation.objects.get()


def ask_page(assessment: Assessment) -> str:
    return reverse("panels:ask_colleague", args=[assessment.public_id])


def of(delegation: Delegation, name: str = "delegation") -> str:
    return reverse(f"panels:{name}", args=[delegation.public_id])


ANSWER = {"version": 0, "what_stops": "All tills.", "mtd": str(8 * HOUR)}
"""What the colleague answers to both."""
