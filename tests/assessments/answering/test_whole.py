"""The whole questionnaire, page after page, as a person without JavaScript goes through it."""

from __future__ import annotations

import pytest
from django.utils.html import escape

from accounts.models import AuditEntry
from assessments.models import Assessment
from questionnaires.services import measures
from systems.models import Profile
from tests.assessments.answering.conftest import ANSWERS, address, place

pytestmark = pytest.mark.django_db
QUERIES = 20


def test_from_the_first_page_to_sent(answering, assessment):
    url = address(assessment, "harm")
    for version, (topic, values) in enumerate(ANSWERS.items()):
        assert url == address(assessment, topic)
        page = answering.get(url)
        assert page.status_code == 200
        assert f'name="version" value="{version}"' in page.content.decode()
        url = answering.post(url, {"version": version, **values}).headers["Location"]
    assert url == place(assessment, "check")
    check = answering.get(url).content.decode()
    assert "Send my answers" in check
    for said in (
        "The tills.",
        "8 hours",
        "Money: moderate from 4 hours on, intolerable from 24 hours on",
        "I don&#x27;t know",
    ):
        assert said in check or escape(said) in check
    answer = answering.post(place(assessment, "submit"), {"version": 7})
    assert answer.headers["Location"] == place(assessment, "sent")
    assert "What happens next" in answering.get(place(assessment, "sent")).content.decode()
    assessment.refresh_from_db()
    assert assessment.state == Assessment.State.SUBMITTED
    reading = measures.measure(assessment.questionnaire.document, assessment.submitted)
    assert (reading.rto, reading.rpo) == (14400, 3600)
    assert reading.facts["mtd"] == 28800
    assert reading.facts["loss_per_hour"] == 2000


def test_what_was_typed_stands_on_the_page_again(answering, answered):
    page = answering.get(address(answered, "harm")).content.decode()
    assert "The tills." in page
    assert 'value="28800" checked' in page
    assert '<option value="14400" selected>4 hours</option>' in page
    page = answering.get(address(answered, "promises")).content.decode()
    assert 'name="loss_per_hour" id="id_loss_per_hour" value="2000"' in page
    assert 'name="recovery_budget-unknown" id="id_recovery_budget-unknown" value="unknown" checked' in page


def test_each_save_is_told_in_the_audit_trail_and_in_the_list(answering, assessment, send):
    send(answering, assessment, "harm", ANSWERS["harm"])
    entry = AuditEntry.objects.get(action="answers.saved")
    assert (entry.object_type, entry.object_id) == ("system", str(assessment.system_id))
    assert entry.detail["questions"] == ["impact", "mtd", "what_stops"]
    assert Profile.objects.get(system=assessment.system).answer_state == Profile.AnswerState.ANSWERING


def test_saving_what_is_there_already_writes_nothing(answering, answered, send):
    version = answered.version
    send(answering, answered, "harm", ANSWERS["harm"])
    answered.refresh_from_db()
    assert answered.version == version


def test_without_data_of_its_own_nothing_more_is_asked_about_data(answering, assessment, send):
    answer = send(answering, assessment, "data", {"keeps_data": "no", "entries_per_hour": "not even read"})
    assert answer.headers["Location"] == address(assessment, "objectives")
    page = answering.get(answer.headers["Location"]).content.decode()
    assert "5 of 5" in page
    assert 'name="rto"' in page
    assert 'name="rpo"' not in page


def test_a_batch_system_is_asked_in_other_words(answering, assessment, send):
    send(answering, assessment, "data", {"keeps_data": "yes", "change_interval": "86400", "entries_per_batch": "2400"})
    page = answering.get(address(assessment, "loss")).content.decode()
    assert "If the last load vanished" in page
    assert "last hour of entries" not in page


def test_anything_may_be_left_open_and_the_way_back_is_free(answering, assessment, send):
    assert send(answering, assessment, "harm", {}).headers["Location"] == address(assessment, "meanwhile")
    back = send(answering, assessment, "meanwhile", {"wrt": "0"}, then="back")
    assert back.headers["Location"] == address(assessment, "harm")
    assessment.refresh_from_db()
    assert assessment.answers["wrt"]["value"] == 0


def test_an_answer_can_be_taken_back(answering, answered, send):
    send(answering, answered, "harm", ANSWERS["harm"] | {"what_stops": ""})
    answered.refresh_from_db()
    assert "what_stops" not in answered.answers
    assert "mtd" in answered.answers


def test_an_answer_keeps_who_gave_it_and_when(answering, answered, owner, send):
    given = answered.answers["mtd"]
    assert given["by"] == owner.pk
    assert given["at"].startswith("20")
    send(answering, answered, "harm", ANSWERS["harm"] | {"what_stops": "The shop."})
    answered.refresh_from_db()
    assert answered.answers["mtd"] == given


def test_it_speaks_spanish(answering, assessment, owner):
    owner.language = "es"
    owner.save()
    page = answering.get(address(assessment, "harm")).content.decode()
    assert "¿Qué se para primero cuando no funciona, y quién lo nota?" in page
    assert "No lo sé" in page


@pytest.mark.parametrize("topic", [*ANSWERS])
def test_a_page_costs_a_fixed_number_of_queries(answering, answered, topic, django_assert_max_num_queries):
    with django_assert_max_num_queries(QUERIES):
        answering.get(address(answered, topic))
    Assessment.objects.update(answers={"mtd": answered.answers["mtd"]})
    with django_assert_max_num_queries(QUERIES):
        answering.get(address(answered, topic))


def test_an_objective_that_is_the_suggestion_by_now_stands_on_its_card_and_stays(answering, answered, send):
    """It was typed as 4 hours; since then the other answers have come to suggest the same."""
    value = {"seconds": 14400, "accepted": False, "reason": "So we said."}
    answers = answered.answers | {"rto": {"state": "answered", "value": value, "by": 1, "at": "2026-01-01T00:00:00Z"}}
    Assessment.objects.filter(pk=answered.pk).update(answers=answers)
    page = answering.get(address(answered, "objectives")).content.decode()
    assert 'name="rto" id="id_rto" value="accept" checked' in page
    sent = {"rto": "accept", "rto-suggested": "14400", "rto-reason": "So we said.", "rpo": "3600"}
    send(answering, answered, "objectives", sent)
    assert Assessment.objects.get(pk=answered.pk).answers["rto"]["value"] == value
