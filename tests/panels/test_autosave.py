"""Those who are asked beside others answer on the same pages as owners: saved as given, never overwritten, kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.panels.conftest import HOUR, MINUTE, page, response_of, say, send, topic_of

pytestmark = pytest.mark.django_db


def saving(person, topic: str = "harm") -> str:
    return reverse("panels:response_save", args=[response_of(person).public_id, topic])


@pytest.fixture
def ada(people):
    return people[0]


@pytest.fixture
def answering(panel, ada, sign_in) -> Client:
    return sign_in(ada)


def test_the_page_says_where_it_saves(answering, ada):
    shown = answering.get(topic_of(response_of(ada), "harm")).content.decode()
    assert f'data-save="{saving(ada)}"' in shown
    assert "answering-save.js" in shown


def test_it_saves_and_says_when_and_what_to_send_next(answering, ada):
    first = answering.post(saving(ada), {"version": 0, "what_stops": "The tills."}).json()
    assert first["saved"].startswith("saved ")
    assert (first["version"], first["unread"]) == (1, 0)
    second = answering.post(saving(ada), {**first, "what_stops": "The tills.", "mtd": "other", "mtd-other": "4 ho"})
    assert second.json()["unread"] == 1
    assert set(response_of(ada).answers) == {"what_stops"}


def test_two_windows_are_told_and_nothing_is_overwritten(answering, ada):
    answering.post(saving(ada), {"version": 0, "what_stops": "First"})
    refused = answering.post(saving(ada), {"version": 0, "what_stops": "Second"})
    assert (refused.status_code, refused.json()) == (409, {"closed": ""})
    both = answering.post(topic_of(response_of(ada), "harm"), {"version": 0, "what_stops": "Second", "then": "stay"})
    assert both.status_code == 409
    assert "First" in both.content.decode()
    assert "Second" in both.content.decode()
    chosen = {"version": 1, "what_stops": "Second", "what_stops-keep": "mine", "then": "stay"}
    response = answering.post(topic_of(response_of(ada), "harm"), chosen)
    assert response.headers["Location"] == topic_of(response_of(ada), "harm")


def test_another_topic_is_in_nobodys_way(answering, ada):
    seen = answering.post(saving(ada), {"version": 0}).json()["seen"]
    answering.post(saving(ada, "meanwhile"), {"version": 0, "wrt": "0"})
    assert answering.post(saving(ada), {"version": 0, "seen": seen, "mtd": "3600"}).status_code == 200
    assert set(response_of(ada).answers) == {"mtd", "wrt"}


def test_what_is_typed_after_the_round_is_shown_and_saved_nowhere(answering, ada, people, panel, architect, sign_in):
    for person in people[1:]:
        say(sign_in(person), person, rto=str(HOUR), rpo=str(15 * MINUTE))
        send(sign_in(person), person)
    sign_in(architect).post(page(panel, "close"))
    refused = answering.post(saving(ada), {"version": 0, "what_stops": "Too late"})
    assert (refused.status_code, refused.json()) == (409, {"closed": "The round is over"})
    kept = answering.post(topic_of(response_of(ada), "harm"), {"version": 0, "what_stops": "Too late"})
    assert kept.status_code == 409
    assert "The round is over" in kept.content.decode()
    assert "Too late" in kept.content.decode()
    assert response_of(ada).answers == {}


@pytest.mark.parametrize("sent", [{}, {"version": "x", "mtd": "<script>"}, {"version": "-1", "what_stops": "\x00"}])
def test_hostile_forms_change_nothing(answering, ada, sent):
    assert answering.post(saving(ada), sent).status_code in (200, 409)
    assert response_of(ada).answers == {}


def test_each_saves_only_their_own(answering, ada, people, owner, architect, stranger, sign_in):
    for person in (*people[1:], owner, architect, stranger):
        assert sign_in(person).post(saving(ada), {"version": 0, "what_stops": "Mine"}).status_code == 404
    assert Client().post(saving(ada), {"version": 0, "what_stops": "Mine"}).status_code == 302
    assert answering.get(saving(ada)).status_code == 405
    assert answering.post(saving(ada, "weather"), {"version": 0}).status_code == 404
    assert response_of(ada).version == 0
