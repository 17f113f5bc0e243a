"""Again next year: filled in from what was approved, confirmed or changed, and the architect sees what is different."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.models import Assessment, Decision
from questionnaires.models import Questionnaire
from questionnaires.services import renewal
from systems.actions.dependencies import add_dependency
from tests.assessments.answering.conftest import ANSWERS, address, place
from tests.factories import SystemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(answering, answered) -> Assessment:
    """A new round after an approved one."""
    Assessment.objects.filter(pk=answered.pk).update(
        state="approved", submitted=answered.answers, submitted_at="2025-01-01T00:00:00Z"
    )
    answering.post(reverse("assessments:begin", args=["payments"]))
    return Assessment.objects.get(state="open")


def text(response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def before(assessment: Assessment) -> set[str]:
    assessment.refresh_from_db()
    return {key for key, answer in assessment.answers.items() if answer.get("before")}


def test_it_begins_with_the_approved_answers_and_asks_of_each_whether_it_is_still_so(answering, again):
    assert before(again) == set(again.answers)
    begun = answering.get(reverse("assessments:begin", args=["payments"]))
    assert begun.headers["Location"] == place(again, "again")
    page = answering.get(address(again, "harm")).content.decode()
    assert "The tills." in page
    assert "3 answers here are from last time" in page
    for key in ("what_stops", "impact", "mtd"):
        assert f'name="{key}-still"' in page


def test_one_click_confirms_a_topic(answering, again, send):
    answer = send(answering, again, "harm", ANSWERS["harm"], then="still")
    assert answer.headers["Location"] == address(again, "meanwhile")
    assert not before(again) & {"what_stops", "impact", "mtd"}
    assert again.answers["what_stops"]["by"]
    assert "from last time" not in answering.get(address(again, "harm")).content.decode()


def test_single_answers_are_confirmed_or_changed(answering, again, send):
    send(answering, again, "harm", ANSWERS["harm"] | {"what_stops-still": "yes", "mtd": "14400"})
    assert before(again) & {"what_stops", "impact", "mtd"} == {"impact"}
    assert again.answers["mtd"]["value"] == 14400


@pytest.mark.parametrize("clicked", [{"then": "still"}, {"rto-still": "yes", "rpo-still": "yes"}])
@pytest.mark.parametrize(("key", "typed", "seconds"), [("rto", "28800", 28800), ("rpo", "14400", 14400)])
def test_what_was_changed_is_not_what_still_holds(
    answering, again, send, key, typed, seconds, clicked, sign_in, architect
):
    """The click is about what was left as it was: a changed objective is the new one, whatever is ticked beside it."""
    send(answering, again, "objectives", {**ANSWERS["objectives"], key: typed, f"{key}-reason": "So.", **clicked})
    again.refresh_from_db()
    assert again.answers[key]["value"]["seconds"] == seconds
    assert not before(again) & {"rto", "rpo"}
    answering.post(place(again, "submit"), {"version": again.version})
    shown = text(sign_in(architect).get(reverse("assessments:decision_fragment", args=["payments"])))
    assert "1 answer has changed since the last approval" in shown


def test_saving_without_a_word_confirms_nothing(answering, again, send):
    send(answering, again, "harm", ANSWERS["harm"])
    assert {"what_stops", "impact", "mtd"} <= before(again)
    assert again.version == 0


def test_what_is_refused_is_not_confirmed_and_the_boxes_stay_ticked(answering, again, send):
    wrong = ANSWERS["harm"] | {"mtd": "other", "mtd-other": "soon", "mtd-still": "yes", "impact-still": "yes"}
    answer = send(answering, again, "harm", wrong)
    assert answer.status_code == 422
    assert 'id="id_impact-still" value="yes" checked' in answer.content.decode()
    assert "mtd" in before(again)


def test_the_architect_sees_what_changed_and_what_nobody_confirmed(answering, again, send, sign_in, architect):
    send(answering, again, "objectives", ANSWERS["objectives"] | {"rto": "28800", "rto-reason": "Cheaper."})
    check = text(answering.get(place(again, "check")))
    assert "answers are from last time, and nobody has said that they still hold" in check
    again.refresh_from_db()
    answering.post(place(again, "submit"), {"version": again.version})
    shown = text(sign_in(architect).get(reverse("assessments:decision_fragment", args=["payments"])))
    assert "1 answer has changed since the last approval" in shown
    assert re.search(r"How long can you be without it\? +4 hours, as suggested +→ +becomes +8 hours", shown)
    assert "answers were taken over from last time without being confirmed" in shown


def test_an_answer_that_the_new_questions_would_not_take_is_asked_again(again):
    answers = {
        "mtd": {"state": "answered", "value": 3601},
        "reduced_service": {"state": "answered", "value": "sideways"},
        "gone": {"state": "answered", "value": "x"},
        "impact": {"state": "answered", "value": "broken"},
        "wrt": {"state": "unknown", "value": None},
        "rto": {"state": "answered", "value": None},
    }
    kept = renewal.taken_over(Questionnaire.objects.get().document, answers)
    assert kept == {
        "mtd": {"state": "answered", "value": 3601, "before": True},
        "wrt": {"state": "unknown", "value": None, "before": True},
    }


# All on one page.


def test_one_page_shows_all_answers_and_what_has_changed_around_the_system(answering, again, architect):
    shop, approved = SystemFactory(key="shop", name="Web shop"), Assessment.objects.get(state="approved")
    Decision.objects.create(assessment=approved, outcome="approved", by=architect, idempotency_key=uuid4())
    add_dependency(system=shop, needs=again.system, kind="hard", note="", by=architect)
    page = text(answering.get(place(again, "again")))
    assert "Web shop needs it now." in page
    assert "The tills." in page
    assert "These are the answers that were approved on" in page


def test_all_still_so_takes_one_tap(answering, again):
    answer = answering.post(place(again, "again"), {"version": again.version})
    assert answer.headers["Location"] == place(again, "check")
    assert not before(again)
    assert again.answers["mtd"]["by"]
    assert answering.get(place(again, "again")).headers["Location"] == place(again, "check")


def test_a_single_answer_is_changed_from_there_and_leads_back(answering, again, send):
    assert (
        f'href="{address(again, "harm")}?then=again#id_mtd-question"'
        in answering.get(place(again, "again")).content.decode()
    )
    answer = send(answering, again, "harm", ANSWERS["harm"] | {"mtd": "14400"}, then="again")
    assert answer.headers["Location"] == place(again, "again")
    again.refresh_from_db()
    assert again.answers["mtd"]["value"] == 14400


def test_all_still_so_of_answers_that_somebody_changed_meanwhile_is_not_taken(answering, again, send):
    seen = again.version
    send(answering, again, "harm", ANSWERS["harm"] | {"mtd": "14400"})
    assert answering.post(place(again, "again"), {"version": seen}).status_code == 409
    assert "impact" in before(again)
