"""Two windows or two people on the same page: nobody overwrites anybody, and nothing typed is lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from assessments.actions import answering as actions
from assessments.models import Assessment
from tests.assessments.answering.conftest import ANSWERS, address, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(answering, assessment) -> object:
    """The answer to a save that comes second, with the version that was there before the first."""
    answering.post(address(assessment, "harm"), {"version": 0, "what_stops": "First", "mtd": "3600"})
    return answering.post(address(assessment, "harm"), {"version": 0, "what_stops": "Second", "mtd": "3600"})


def test_the_second_save_sees_both_texts(late, assessment):
    page = late.content.decode()
    assert late.status_code == 409
    assert "First" in page
    assert "Second" in page
    assert 'name="mtd-keep"' not in page  # the same in both: nothing to choose
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "First"
    assert assessment.version == 1


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Second"), ("theirs", "First")])
def test_the_person_chooses_which_one_stays(answering, assessment, late, choice, kept):
    sent = {"version": 1, "what_stops": "Second", "mtd": "3600", "what_stops-keep": choice}
    assert answering.post(address(assessment, "harm"), sent).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == kept
    assert assessment.answers["mtd"]["value"] == 3600


def test_the_page_to_choose_carries_all_that_was_typed(late):
    page = late.content.decode()
    assert '<input type="hidden" name="what_stops" value="Second">' in page
    assert '<input type="hidden" name="mtd" value="3600">' in page
    assert '<input type="hidden" name="version" value="1">' in page


def test_two_who_typed_the_same_are_not_bothered(answering, assessment):
    for _ in range(2):
        answer = answering.post(address(assessment, "harm"), {"version": 0, "what_stops": "Same"})
        assert answer.headers["Location"] == address(assessment, "meanwhile")
    assessment.refresh_from_db()
    assert assessment.version == 1


def seen(page: str) -> str:
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def test_whoever_saves_another_topic_meanwhile_is_in_nobodys_way(answering, assessment):
    sent = {"version": 0, "seen": seen(answering.get(address(assessment, "harm")).content.decode()), "mtd": "3600"}
    answering.post(address(assessment, "meanwhile"), {"version": 0, "wrt": "0"})
    assert answering.post(address(assessment, "harm"), sent).status_code == 302
    assessment.refresh_from_db()
    assert set(assessment.answers) == {"mtd", "wrt"}
    assert assessment.version == 2


def test_whoever_saved_the_same_topic_meanwhile_is_not_overwritten(answering, assessment):
    sent = {"version": 0, "seen": seen(answering.get(address(assessment, "harm")).content.decode()), "mtd": "3600"}
    answering.post(address(assessment, "harm"), sent | {"mtd": "900"})
    assert answering.post(address(assessment, "harm"), sent).status_code == 409
    assessment.refresh_from_db()
    assert assessment.answers["mtd"]["value"] == 900


def test_what_is_typed_while_the_answers_are_in_review_is_kept_and_can_be_saved(answering, answered, send):
    answering.post(place(answered, "submit"), {"version": answered.version})
    late = send(answering, answered, "harm", ANSWERS["harm"] | {"what_stops": "Later"})
    assert late.status_code == 409
    assert "Later" in late.content.decode()
    again = send(answering, answered, "harm", ANSWERS["harm"] | {"what_stops": "Later", "reopen": "1"})
    assert again.status_code == 302
    answered.refresh_from_db()
    assert answered.answers["what_stops"]["value"] == "Later"
    assert answered.submitted["what_stops"]["value"] == "The tills."
    assert answered.state == Assessment.State.OPEN


def test_what_is_typed_after_the_decision_is_shown_and_saved_nowhere(answering, answered, send):
    Assessment.objects.filter(pk=answered.pk).update(state=Assessment.State.APPROVED)
    late = send(answering, answered, "harm", ANSWERS["harm"] | {"what_stops": "Too late", "reopen": "1"})
    assert late.status_code == 409
    assert "Too late" in late.content.decode()
    answered.refresh_from_db()
    assert answered.answers["what_stops"]["value"] == "The tills."


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_the_accepted_ones_count(assessment, owner):
    def save(number: int) -> bool:
        try:
            mine = Assessment.objects.select_related("system", "questionnaire").get(pk=assessment.pk)
            given = {"what_stops": {"state": "answered", "value": f"Text {number}"}}
            actions.save_answers(assessment=mine, given=given, version=mine.version, by=owner)
        except (actions.VersionConflict, OperationalError):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        accepted = sum(pool.map(save, range(60)))
    assessment.refresh_from_db()
    assert accepted >= 1
    assert assessment.version == accepted
    assert assessment.answers["what_stops"]["value"].startswith("Text ")
