"""Whoever is asked finds it after signing in, whatever their role; nobody needs the mail for it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from panels.models import Delegation, Panel
from tests.factories import PersonFactory
from tests.panels.conftest import ANSWER, ask_page, far, of, response_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[[], ["manager"], ["administrator"], ["owner"], ["architect"]], ids=str)
def colleague(request, db) -> User:
    return PersonFactory(email="colleague@example.org", name="Col League", roles=request.param)


def start(client) -> str:
    response = client.get("/", follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_question_is_found_from_the_start_page_and_answered(assessment, owner, colleague, sign_in):
    client = sign_in(colleague)
    sign_in(owner).post(
        ask_page(assessment), {"questions": ["what_stops", "mtd"], "person": colleague.email, "note": ""}
    )
    delegation = Delegation.objects.get()
    shown = start(client)
    assert f'href="{of(delegation)}"' in shown
    assert "asks you a question" in shown
    assert client.get(of(delegation)).status_code == 200
    assert client.post(of(delegation), ANSWER).status_code == 302
    assert of(delegation) not in client.get(reverse("assessments:to_do")).content.decode()


def test_a_round_is_found_from_the_start_page(system, assessment, owner, colleague, people, sign_in):
    """Asked by the owner, who gives nobody a role."""
    sent = {"people": f"{colleague.email} {people[0].email}", "due_on": far(), "decider": ""}
    sign_in(owner).post(reverse("panels:ask_several", args=[system.key]), sent)
    panel, client = Panel.objects.get(), sign_in(colleague)
    address = reverse("panels:panel", args=[panel.public_id])
    assert f'href="{address}"' in start(client)
    assert client.get(address).status_code == 200
    begun = client.get(reverse("panels:response", args=[response_of(colleague).public_id]), follow=True)
    assert begun.status_code == 200
    assert "data-save=" in begun.content.decode()


def test_the_way_there_stands_on_every_page(colleague, sign_in):
    client = sign_in(colleague)
    assert f'href="{reverse("assessments:to_do")}"' in client.get(reverse("accounts:profile")).content.decode()


def test_with_nothing_to_do_everybody_begins_where_they_did(colleague, sign_in):
    start(sign_in(colleague))
