"""Checking, taking a way out, sending, and changing one's mind."""

from __future__ import annotations

import re

import pytest
from django.utils.html import escape

from accounts.models import AuditEntry
from assessments.models import Assessment, Decision
from questionnaires.services import measures
from systems.models import Profile
from tests.assessments.answering.conftest import ANSWERS, address, place

pytestmark = pytest.mark.django_db
TOO_LATE = ANSWERS["objectives"] | {"rto": "86400", "rto-reason": "Nobody waits."}


def offers(page: str) -> dict[str, str]:
    """The buttons of a page's offers: label → value."""
    return {label: value for value, label in re.findall(r'name="offer" value="(\w+)">([^<]+)</button>', page)}


@pytest.fixture
def contradicting(answering, answered, send) -> Assessment:
    """Back within 24 hours, although 8 hours are the limit."""
    send(answering, answered, "objectives", TOO_LATE)
    answered.refresh_from_db()
    return answered


def test_the_objectives_have_to_be_answered(answering, assessment):
    page = answering.get(place(assessment, "check")).content.decode()
    assert f'href="{address(assessment, "objectives")}#id_rto"' in page
    answer = answering.post(place(assessment, "submit"), {"version": 0})
    assert answer.status_code == 422
    assert "2 answers decide everything" in answer.content.decode()
    assessment.refresh_from_db()
    assert assessment.state == Assessment.State.OPEN


def test_not_to_know_is_enough_to_send(answering, assessment, send):
    send(answering, assessment, "objectives", {"rto": "unknown", "rpo": "unknown"})
    assert answering.post(place(assessment, "submit"), {"version": 1}).headers["Location"] == place(assessment, "sent")


def test_sending_keeps_what_was_sent_and_marks_what_follows(answering, answered):
    Profile.objects.filter(system=answered.system).update(stale_since=None)
    answering.post(place(answered, "submit"), {"version": answered.version})
    answered.refresh_from_db()
    assert answered.submitted == answered.answers
    assert answered.submitted_by.email == "payments.owner@example.org"
    profile = Profile.objects.get(system=answered.system)
    assert profile.stale_since
    assert profile.answer_state == Profile.AnswerState.IN_REVIEW
    assert AuditEntry.objects.get(action="answers.submitted").detail["answers"] == answered.answers


def test_sending_twice_is_once(answering, answered):
    for _ in range(2):
        answer = answering.post(place(answered, "submit"), {"version": answered.version})
        assert answer.headers["Location"] == place(answered, "sent")
    assert AuditEntry.objects.filter(action="answers.submitted").count() == 1


def test_what_changed_since_it_was_shown_is_not_sent(answering, answered, send):
    seen = answered.version
    send(answering, answered, "harm", ANSWERS["harm"] | {"what_stops": "Changed"})
    answer = answering.post(place(answered, "submit"), {"version": seen})
    assert answer.status_code == 409
    assert "Please look again" in answer.content.decode()
    assert not Assessment.objects.get(pk=answered.pk).submitted


def test_a_contradiction_is_told_with_ways_out_and_can_be_sent_all_the_same(answering, contradicting):
    page = answering.get(place(contradicting, "check")).content.decode()
    assert "You can cope for 8 hours, but the plan brings it back after 24 hours." in page
    assert "1 contradiction stands in the way of approval" in page
    assert "Be back within 4 hours" in offers(page)
    answer = answering.post(place(contradicting, "submit"), {"version": contradicting.version})
    assert "1 contradiction still stands" in answering.get(answer.headers["Location"]).content.decode()


def test_an_offer_is_taken_as_if_typed(answering, contradicting):
    token = offers(answering.get(place(contradicting, "check")).content.decode())["Be back within 4 hours"]
    sent = {"version": contradicting.version, "offer": token}
    page = answering.post(place(contradicting, "take_offer"), sent, follow=True).content.decode()
    assert "Changed: Be back within 4 hours." in page
    assert "Your answers fit together." in page
    contradicting.refresh_from_db()
    assert measures.measure(contradicting.questionnaire.document, contradicting.answers).rto == 14400
    entry = AuditEntry.objects.get(action="offer.taken")
    assert entry.detail["change"] == {"rto": 14400}
    assert entry.detail["finding"] == "rto-exceeds-mtd"


def test_an_offer_on_an_older_version_changes_nothing(answering, contradicting, send):
    token = offers(answering.get(place(contradicting, "check")).content.decode())["Be back within 4 hours"]
    send(answering, contradicting, "harm", ANSWERS["harm"] | {"what_stops": "Changed"})
    stale = answering.post(place(contradicting, "take_offer"), {"version": contradicting.version, "offer": token})
    assert stale.status_code == 409
    contradicting.refresh_from_db()
    assert contradicting.answers["rto"]["value"]["seconds"] == 86400


@pytest.mark.parametrize("token", ["", "nonsense", "<script>", "x" * 5000])
def test_an_offer_that_nobody_made_changes_nothing(answering, contradicting, token):
    sent = {"version": contradicting.version, "offer": token}
    page = answering.post(place(contradicting, "take_offer"), sent, follow=True).content.decode()
    assert "That way out does not fit any more" in page
    assert Assessment.objects.get(pk=contradicting.pk).answers == contradicting.answers


def test_an_offer_beside_the_questions_saves_the_page_first(answering, contradicting, send):
    token = offers(answering.get(address(contradicting, "objectives")).content.decode())["Be back within 4 hours"]
    answer = send(answering, contradicting, "objectives", TOO_LATE | {"rto-reason": "Typed since."}, offer=token)
    assert answer.headers["Location"].startswith(address(contradicting, "objectives"))
    contradicting.refresh_from_db()
    assert contradicting.answers["rto"]["value"] == {"seconds": 14400, "accepted": False, "reason": "Typed since."}


def test_changing_ones_mind_takes_the_answers_out_of_review(answering, answered):
    answering.post(place(answered, "submit"), {"version": answered.version})
    assert answering.get(address(answered, "harm")).headers["Location"] == place(answered, "check")
    assert "Change my answers" in answering.get(place(answered, "check")).content.decode()
    for _ in range(2):
        assert answering.post(place(answered, "reopen")).status_code == 302
    answered.refresh_from_db()
    assert answered.state == Assessment.State.OPEN
    assert answered.submitted
    assert AuditEntry.objects.filter(action="answers.reopened").count() == 1
    assert answering.get(address(answered, "harm")).status_code == 200


def test_what_was_approved_is_read_only(answering, answered):
    answering.post(place(answered, "submit"), {"version": answered.version})
    Assessment.objects.filter(pk=answered.pk).update(state=Assessment.State.APPROVED)
    page = answering.get(place(answered, "check")).content.decode()
    assert "These answers are approved." in page
    assert "Change my answers" not in page
    for name in ("reopen", "submit", "take_offer"):
        answering.post(place(answered, name), {"version": answered.version})
    assert Assessment.objects.get(pk=answered.pk).state == Assessment.State.APPROVED


def test_what_came_back_shows_the_comment_and_can_be_changed(answering, answered, architect, send):
    answering.post(place(answered, "submit"), {"version": answered.version})
    Assessment.objects.filter(pk=answered.pk).update(state=Assessment.State.RETURNED)
    Decision.objects.create(
        assessment=answered, outcome="returned", by=architect, comment="What about <b>Sundays</b>?",
        idempotency_key="00000000-0000-4000-8000-000000000001",
    )  # fmt: skip
    for url in (address(answered, "harm"), place(answered, "check")):
        assert escape("What about <b>Sundays</b>?") in answering.get(url).content.decode()
    send(answering, answered, "harm", ANSWERS["harm"] | {"what_stops": "Sundays too."})
    answered.refresh_from_db()
    assert answered.state == Assessment.State.RETURNED
    answering.post(place(answered, "submit"), {"version": answered.version})
    answered.refresh_from_db()
    assert answered.submitted["what_stops"]["value"] == "Sundays too."


def test_the_sent_page_is_only_for_what_was_sent(answering, answered):
    assert answering.get(place(answered, "sent")).headers["Location"] == place(answered, "check")
