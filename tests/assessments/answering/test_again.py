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


def change(again: Assessment, key: str) -> str:
    return reverse("assessments:change_one", args=[again.public_id, key])


def put(client, again: Assessment, key: str, values: dict, **more):
    """Save an answer in its place, as the page's form sends it."""
    page = client.get(change(again, key)).content.decode()
    form = page.split('id="change-one"')[1].split("</form>")[0]
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return client.post(change(again, key), {**carried, **values, **more})


def test_a_single_answer_is_changed_in_its_place(answering, again):
    page = answering.get(place(again, "again")).content.decode()
    assert f'href="{change(again, "mtd")}#answer-mtd"' in page
    assert "<form" in page
    assert 'name="mtd"' not in page
    opened = answering.get(change(again, "mtd")).content.decode()
    assert 'name="mtd"' in opened
    assert 'name="what_stops"' not in opened
    assert "The tills." in opened
    answer = put(answering, again, "mtd", {"mtd": "14400"})
    assert answer.headers["Location"] == f"{place(again, 'again')}?at=mtd#answer-mtd"
    again.refresh_from_db()
    assert again.answers["mtd"]["value"] == 14400
    assert again.answers["mtd"]["by"]
    assert "mtd" not in before(again)
    assert "impact" in before(again)


def test_what_was_understood_stands_at_the_answer(answering, again):
    answer = put(answering, again, "mtd", {"mtd": "other", "mtd-other": "half a day"})
    page = answering.get(answer.headers["Location"]).content.decode()
    row = page.split('id="answer-mtd"')[1].split("</div></div>")[0]
    assert "12 hours" in row
    assert "half a day" in row
    assert "half a day" not in page.replace(row, "")


def test_an_error_stands_at_the_field_and_what_was_typed_stays(answering, again):
    answer = put(answering, again, "mtd", {"mtd": "other", "mtd-other": "soonish"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_mtd_error"' in page
    assert 'value="soonish"' in page
    assert "mtd" in before(again)


def test_a_longer_objective_asks_why_in_its_place(answering, again):
    answer = put(answering, again, "rto", {"rto": "86400"})
    assert answer.status_code == 422
    assert "Please say in a sentence why that is enough." in answer.content.decode()
    assert put(answering, again, "rto", {"rto": "86400", "rto-reason": "The tills can wait."}).status_code == 302
    again.refresh_from_db()
    assert again.answers["rto"]["value"]["seconds"] == 86400


def test_saved_unchanged_it_was_looked_at_and_still_holds(answering, again):
    put(answering, again, "mtd", {"mtd": "28800"})
    assert "mtd" not in before(again)
    assert again.answers["mtd"]["value"] == 28800


def test_opening_another_answer_saves_the_open_one(answering, again):
    page = answering.get(change(again, "mtd")).content.decode()
    assert 'form="change-one" name="then" value="change:wrt"' in page
    answer = put(answering, again, "mtd", {"mtd": "14400"}, then="change:wrt")
    assert answer.headers["Location"] == f"{change(again, 'wrt')}#answer-wrt"
    again.refresh_from_db()
    assert again.answers["mtd"]["value"] == 14400


def test_all_still_so_saves_the_open_one_first(answering, again):
    answer = put(answering, again, "mtd", {"mtd": "14400"}, then="all")
    assert answer.headers["Location"] == place(again, "check")
    assert not before(again)
    assert again.answers["mtd"]["value"] == 14400


def test_with_the_last_one_it_goes_on_to_the_check(answering, again):
    for key in [key for key in again.answers if key != "mtd"]:
        again.answers[key].pop("before")
    again.save()
    assert put(answering, again, "mtd", {"mtd": "14400"}).headers["Location"] == place(again, "check")


def test_two_versions_are_shown_side_by_side_and_one_is_chosen(answering, again, send):
    page = answering.get(change(again, "mtd")).content.decode()
    form = page.split('id="change-one"')[1].split("</form>")[0]
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    send(answering, again, "harm", ANSWERS["harm"] | {"mtd": "86400"})
    both = answering.post(change(again, "mtd"), {**carried, "mtd": "14400"})
    assert both.status_code == 409
    assert f'action="{change(again, "mtd")}"' in both.content.decode()
    again.refresh_from_db()
    chosen = {"version": again.version, "mtd": "14400", "mtd-keep": "mine"}
    assert answering.post(change(again, "mtd"), chosen).status_code == 302
    again.refresh_from_db()
    assert again.answers["mtd"]["value"] == 14400
    assert again.answers["what_stops"]["value"] == "The tills."


def test_a_question_that_is_not_asked_has_no_field(answering, again):
    assert answering.get(change(again, "peak_when")).status_code == 404
    assert answering.get(change(again, "nonsense")).status_code == 404


def test_all_still_so_of_answers_that_somebody_changed_meanwhile_is_not_taken(answering, again, send):
    seen = again.version
    send(answering, again, "harm", ANSWERS["harm"] | {"mtd": "14400"})
    assert answering.post(place(again, "again"), {"version": seen}).status_code == 409
    assert "impact" in before(again)
