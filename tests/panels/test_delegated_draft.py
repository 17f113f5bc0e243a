"""What a colleague types is saved as it is given, for them alone, until they send it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from panels.models import Delegation
from tests.panels.conftest import ANSWER, HOUR, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def answering(delegation, colleague, sign_in) -> Client:
    return sign_in(colleague)


def saving(delegation: Delegation) -> str:
    return of(delegation, "delegation_save")


def test_it_is_saved_and_comes_back_and_nobody_else_sees_it(answering, delegation, assessment, owner, sign_in):
    assert f'data-save="{saving(delegation)}"' in answering.get(of(delegation)).content.decode()
    reply = answering.post(saving(delegation), {"version": 0, "what_stops": "Half a thought."}).json()
    assert (reply["version"], reply["unread"]) == (1, 0)
    assert "Half a thought." in answering.get(of(delegation)).content.decode()
    assessment.refresh_from_db()
    assert assessment.answers == {}
    shown = sign_in(owner).get(reverse("panels:colleagues", args=[assessment.public_id])).content.decode()
    assert "Half a thought." not in shown


def test_what_was_saved_is_sent_with_the_rest(answering, delegation, assessment):
    reply = answering.post(saving(delegation), {"version": 0, "what_stops": "All tills."}).json()
    sent = {**ANSWER, "version": reply["version"], "seen": reply["seen"]}
    assert answering.post(of(delegation), sent).status_code == 302
    assessment.refresh_from_db()
    assert {key: each["value"] for key, each in assessment.answers.items()} == {
        "what_stops": "All tills.", "mtd": 8 * HOUR
    }  # fmt: skip


def test_without_a_script_it_can_be_left_for_later(answering, delegation):
    sent = {"version": 0, "what_stops": "All tills.", "then": "stay"}
    assert answering.post(of(delegation), sent).headers["Location"] == of(delegation)
    delegation.refresh_from_db()
    assert delegation.state == "asked"
    assert "All tills." in answering.get(of(delegation)).content.decode()


def test_two_windows_are_told_and_choose(answering, delegation, assessment):
    answering.post(saving(delegation), {"version": 0, "what_stops": "First"})
    assert answering.post(saving(delegation), {"version": 0, "what_stops": "Second"}).status_code == 409
    both = answering.post(of(delegation), {**ANSWER, "version": 0, "what_stops": "Second"})
    assert both.status_code == 409
    assert "First" in both.content.decode()
    assert "Second" in both.content.decode()
    delegation.refresh_from_db()
    assert delegation.state == "asked"
    chosen = {**ANSWER, "version": delegation.version, "what_stops": "Second", "what_stops-keep": "theirs"}
    assert answering.post(of(delegation), chosen).status_code == 302
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "First"


def test_what_is_typed_too_late_is_shown(answering, delegation, assessment, owner, sign_in):
    sign_in(owner).post(of(delegation, "delegation_withdraw"))
    assert answering.post(saving(delegation), {"version": 0, "what_stops": "Too late."}).status_code == 409
    kept = answering.post(of(delegation), {**ANSWER, "version": 0, "what_stops": "Too late."})
    assert kept.status_code == 409
    assert "Too late." in kept.content.decode()
    assessment.refresh_from_db()
    assert assessment.answers == {}


def test_what_was_saved_and_never_sent_can_still_be_read(answering, delegation, owner, sign_in):
    answering.post(saving(delegation), {"version": 0, "what_stops": "Half a thought."})
    sign_in(owner).post(of(delegation, "delegation_withdraw"))
    assert "Half a thought." in answering.get(of(delegation)).content.decode()


def test_sending_twice_is_once(answering, delegation, mails):
    mails()
    for _ in range(2):
        assert answering.post(of(delegation), ANSWER).status_code == 302
    assert len(mails()) == 1


@pytest.mark.parametrize(
    "sent", [{}, {"version": "x", "mtd": "<script>"}, {"version": "0", "rto": "0"}, {"version": 0, "mtd": "9" * 999}]
)
def test_hostile_forms_change_nothing(sent, answering, delegation, assessment):
    assert answering.post(saving(delegation), sent).status_code in (200, 409)
    delegation.refresh_from_db()
    assert delegation.draft == {}


def test_only_the_colleague_saves(delegation, owner, architect, manager, stranger, sign_in):
    sent = {"version": 0, "what_stops": "Mine"}
    assert sign_in(owner).post(saving(delegation), sent).status_code == 403
    for person in (architect, manager, stranger):
        assert sign_in(person).post(saving(delegation), sent).status_code == 404
    assert Client().post(saving(delegation), sent).status_code == 302
    assert sign_in(owner).get(saving(delegation)).status_code == 405
    delegation.refresh_from_db()
    assert delegation.version == 0
