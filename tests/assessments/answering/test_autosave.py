"""Saving as the answers are given: what is understood is kept, the rest waits, nobody is overwritten."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from assessments.models import Assessment
from tests.assessments.answering.conftest import ANSWERS, address
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def saving(assessment: Assessment, topic: str = "harm") -> str:
    return reverse("assessments:autosave", kwargs={"public_id": assessment.public_id, "topic": topic})


def test_it_saves_and_says_when_and_what_to_send_next(answering, assessment):
    first = answering.post(saving(assessment), {"version": 0, "what_stops": "The tills."}).json()
    assert first["saved"].startswith("saved ")
    assert (first["version"], first["unread"]) == (1, 0)
    second = answering.post(saving(assessment), {**first, "what_stops": "The tills.", "mtd": "3600"}).json()
    assert second["version"] == 2
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "The tills."
    assert assessment.answers["mtd"]["value"] == 3600


def test_what_cannot_be_read_yet_does_not_hold_up_the_rest(answering, assessment):
    sent = {"version": 0, "what_stops": "The tills.", "mtd": "other", "mtd-other": "4 ho"}
    reply = answering.post(saving(assessment), sent).json()
    assert reply["unread"] == 1
    assessment.refresh_from_db()
    assert set(assessment.answers) == {"what_stops"}


def test_the_same_twice_is_saved_once(answering, assessment):
    for _ in range(2):
        reply = answering.post(saving(assessment), {"version": 0, "what_stops": "Same"})
        assert reply.status_code == 200
    assert Assessment.objects.get(pk=assessment.pk).version == 1


def test_a_version_that_is_old_by_now_is_refused_and_nothing_is_overwritten(answering, assessment):
    answering.post(saving(assessment), {"version": 0, "what_stops": "First"})
    assert answering.post(saving(assessment), {"version": 0, "what_stops": "Second"}).status_code == 409
    page = answering.post(address(assessment, "harm"), {"version": 0, "what_stops": "Second", "then": "stay"})
    assert page.status_code == 409
    assert "First" in page.content.decode()
    assert "Second" in page.content.decode()
    assert Assessment.objects.get(pk=assessment.pk).answers["what_stops"]["value"] == "First"


def test_whoever_is_at_another_topic_is_in_nobodys_way(answering, assessment):
    seen = answering.post(saving(assessment), {"version": 0}).json()["seen"]
    answering.post(saving(assessment, "meanwhile"), {"version": 0, "wrt": "0"})
    assert answering.post(saving(assessment), {"version": 0, "seen": seen, "mtd": "3600"}).status_code == 200
    assert set(Assessment.objects.get(pk=assessment.pk).answers) == {"mtd", "wrt"}


@pytest.mark.parametrize("state", [Assessment.State.SUBMITTED, Assessment.State.APPROVED, Assessment.State.CLOSED])
def test_nothing_is_saved_once_the_answers_were_sent(answering, answered, state):
    Assessment.objects.filter(pk=answered.pk).update(state=state)
    sent = ANSWERS["harm"] | {"version": answered.version, "what_stops": "Late"}
    assert answering.post(saving(answered), sent).status_code == 409
    assert Assessment.objects.get(pk=answered.pk).answers == answered.answers


@pytest.mark.parametrize("sent", [{}, {"version": "x", "mtd": "<script>"}, {"version": "-1", "what_stops": "\x00"}])
def test_hostile_forms_change_nothing(answering, answered, sent):
    kept = ANSWERS["harm"] | sent if sent else {}
    reply = answering.post(saving(answered), kept)
    assert reply.status_code in (200, 409)
    assert Assessment.objects.get(pk=answered.pk).answers == answered.answers


def test_only_the_person_who_is_asked_saves(sign_in, stranger, assessment):
    sent = {"version": 0, "what_stops": "Mine"}
    assert sign_in(stranger).post(saving(assessment), sent).status_code == 404
    assert sign_in(PersonFactory(roles=[Role.ARCHITECT])).post(saving(assessment), sent).status_code == 403
    assert Client().post(saving(assessment), sent).status_code == 302
    assert Assessment.objects.get(pk=assessment.pk).version == 0


def test_only_posting_saves_and_only_to_a_topic(answering, assessment):
    assert answering.get(saving(assessment)).status_code == 405
    assert answering.post(saving(assessment, "weather"), {"version": 0}).status_code == 404


def test_the_page_to_choose_leads_back_to_where_one_was(answering, assessment):
    answering.post(saving(assessment), {"version": 0, "what_stops": "First"})
    sent = {"version": 1, "what_stops": "Second", "what_stops-keep": "mine", "then": "stay"}
    assert answering.post(address(assessment, "harm"), sent).headers["Location"] == address(assessment, "harm")
