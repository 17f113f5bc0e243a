"""Who may read and who may answer: the person asked, the owner, an architect, a stranger, nobody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.permissions import Role
from assessments.models import Assessment
from tests.assessments.answering.conftest import address, place
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
WRITES = ["submit", "take_offer", "reopen", "consequence"]


def urls(assessment: Assessment) -> list[str]:
    return [address(assessment, "harm"), *(place(assessment, name) for name in ("check", *WRITES))]


def test_nobody_gets_in_without_signing_in(assessment):
    for url in urls(assessment):
        for answer in (Client().get(url), Client().post(url)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/sign-in/")


def test_a_stranger_is_not_told_that_it_exists(sign_in, stranger, assessment):
    for url in (address(assessment, "harm"), *(place(assessment, name) for name in WRITES)):
        assert sign_in(stranger).post(url).status_code == 404
    assert sign_in(stranger).get(address(assessment, "harm")).status_code == 404
    assert sign_in(stranger).get(place(assessment, "check")).status_code == 404
    assert sign_in(stranger).get(place(assessment, "sent")).status_code == 404


@pytest.mark.parametrize("role", [Role.ARCHITECT, Role.MANAGER])
def test_who_may_see_everything_reads_but_does_not_answer(sign_in, answered, role):
    client = sign_in(PersonFactory(roles=[role]))
    assert client.get(address(answered, "harm")).headers["Location"] == place(answered, "check")
    page = client.get(place(answered, "check")).content.decode()
    assert "The tills." in page
    assert "Change</" not in page
    assert "Send my answers" not in page
    for url in (address(answered, "harm"), *(place(answered, name) for name in WRITES)):
        refused = client.post(url, {"version": answered.version, "what_stops": "Mine"})
        assert refused.status_code == 403
        assert escape("answers the questions about Payment platform") in refused.content.decode()
    answered.refresh_from_db()
    assert answered.answers["what_stops"]["value"] == "The tills."


def test_the_owner_answers_even_when_another_was_asked(sign_in, owner, stranger, assessment, send):
    Assessment.objects.filter(pk=assessment.pk).update(respondent=stranger)
    assert send(sign_in(owner), assessment, "harm", {"what_stops": "Tills."}).status_code == 302
    # Who was asked before the system changed hands is named in the round and does not see it any more.
    assert send(sign_in(stranger), assessment, "harm", {"what_stops": "Mine."}).status_code == 404
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"] | {"at": ""} == {
        "state": "answered", "value": "Tills.", "by": owner.pk, "at": "",
    }  # fmt: skip


def test_an_owner_without_the_role_is_refused_with_words(sign_in, owner, assessment):
    owner.role_assignments.all().delete()
    answer = sign_in(owner).post(address(assessment, "harm"), {"version": 0, "what_stops": "x"})
    assert answer.status_code == 403


def test_only_posting_writes(answering, assessment):
    for name in WRITES:
        assert answering.get(place(assessment, name)).status_code == 405
    for name in ("check", "sent"):
        assert answering.post(place(assessment, name)).status_code == 405
    assert answering.put(address(assessment, "harm")).status_code == 405


@pytest.mark.parametrize("topic", ["weather", "HARM", "harm2"])
def test_a_topic_that_is_not_there_is_not_found(answering, assessment, topic):
    assert answering.get(address(assessment, topic)).status_code == 404
    assert answering.post(address(assessment, topic), {"version": 0}).status_code == 404


def test_an_assessment_that_is_not_there_is_not_found(answering):
    assert answering.get("/assessments/00000000-0000-4000-8000-000000000000/harm/").status_code == 404
    assert answering.get("/assessments/1/harm/").status_code == 404
