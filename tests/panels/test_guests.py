"""A colleague who has never used the portal, and whom one is likely to ask."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, User
from panels.models import Delegation
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.conftest import ANSWER, ask_page, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def domains(settings):
    settings.COMPANY_DOMAINS = frozenset({"example.org"})


def asked(**sent: object) -> dict[str, object]:
    return {"questions": ["what_stops", "mtd"], "note": "You know the tills.", **sent}


def test_somebody_new_is_asked_answers_and_sees_nothing_else(domains, assessment, system, owner, sign_in, mails):
    sent = asked(person="New.Colleague@example.org", name="Nia Okafor")
    assert sign_in(owner).post(ask_page(assessment), sent).status_code == 302
    guest = User.objects.get(email="new.colleague@example.org")
    assert (guest.name, guest.roles) == ("Nia Okafor", frozenset())
    (mail,) = mails()
    assert mail.to == [guest.email]
    link = re.search(r"/questions/[0-9a-f-]+/", mail.body.replace("%2F", "/")).group()
    client = sign_in(guest)
    assert client.post(link, ANSWER).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["by"] == guest.pk
    for address in (
        reverse("systems:detail", args=[system.key]), reverse("assessments:check", args=[assessment.public_id]),
        ask_page(assessment), reverse("panels:colleagues", args=[assessment.public_id]),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert client.get(reverse("home"), follow=True).status_code == 200


def test_who_added_the_person_is_in_the_trail(domains, assessment, owner, sign_in):
    sign_in(owner).post(ask_page(assessment), asked(person="new@example.org"))
    entry = AuditEntry.objects.get(action="person.created")
    assert (entry.actor_id, entry.detail) == (owner.pk, {"email": "new@example.org", "roles": []})


def test_asked_twice_there_is_one_person(domains, assessment, owner, sign_in):
    for typed in ("new@example.org", " NEW@Example.org "):
        assert sign_in(owner).post(ask_page(assessment), asked(person=typed)).status_code == 302
    assert User.objects.filter(email="new@example.org").count() == 1
    assert Delegation.objects.count() == 2


@pytest.mark.parametrize(
    "typed", ["new@elsewhere.example", "new@example.org.evil.example", "new@sub.example.org", "new"]
)
def test_an_address_elsewhere_is_refused(typed, domains, assessment, owner, sign_in):
    response = sign_in(owner).post(ask_page(assessment), asked(person=typed))
    assert response.status_code == 422
    assert "Nobody here has this address" in response.content.decode()
    assert not User.objects.filter(email__startswith="new").exists()


def test_a_leaver_is_not_asked_again(domains, assessment, owner, sign_in):
    PersonFactory(email="gone@example.org", is_active=False)
    response = sign_in(owner).post(ask_page(assessment), asked(person="gone@example.org"))
    assert "may no longer sign in" in response.content.decode()
    assert not User.objects.get(email="gone@example.org").is_active


def test_whom_one_knows_is_offered_and_taken(assessment, system, owner, sign_in):
    system.technical_contact = PersonFactory(name="Tess Ng", email="tess@example.org")
    system.save()
    beside = SystemFactory(name="Ledger", owner=PersonFactory(name="Lev Roth", email="lev@example.org"))
    DependencyFactory(system=system, needs=beside)
    DependencyFactory(system=SystemFactory(owner=PersonFactory(name="Gone", is_active=False)), needs=system)
    page = sign_in(owner).get(ask_page(assessment)).content.decode()
    assert "Tess Ng · looks after its technology" in page
    assert "Lev Roth · answers for Ledger" in page
    assert "Gone" not in page
    assert sign_in(owner).post(ask_page(assessment), asked(known="lev@example.org", person="")).status_code == 302
    assert Delegation.objects.get().person.name == "Lev Roth"
    assert "Lev Roth · you asked before" in sign_in(owner).get(ask_page(assessment)).content.decode()


def test_two_people_at_once_are_asked_back(assessment, system, owner, colleague, sign_in):
    system.technical_contact = colleague
    system.save()
    response = sign_in(owner).post(ask_page(assessment), asked(known=colleague.email, person="ben@example.org"))
    assert response.status_code == 422
    assert "Leave one of them out" in response.content.decode()
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("name", ["Nia\u202eOkafor", "Nia\u200bOkafor", "Nia\r\nBcc: x@example.org"])
def test_a_name_with_signs_that_cannot_be_seen_is_refused(name, domains, assessment, owner, sign_in):
    sent = asked(person="new@example.org", name=name)
    assert sign_in(owner).post(ask_page(assessment), sent).status_code == 422
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_guest_finds_the_question_under_to_do(domains, assessment, owner, sign_in):
    sign_in(owner).post(ask_page(assessment), asked(person="new@example.org"))
    guest = User.objects.get(email="new@example.org")
    assert of(Delegation.objects.get()) in sign_in(guest).get(reverse("assessments:to_do")).content.decode()
