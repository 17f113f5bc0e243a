"""Whoever is asked beside others says the two numbers and why first; the rest is theirs to answer or not."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from panels.models import PanelResponse
from systems.models import System
from tests.panels.conftest import response_of, send

pytestmark = pytest.mark.django_db
SAID = {"rto": "14400", "rto-reason": "Nobody calls before noon.", "rpo": "3600", "rpo-reason": "Typed again."}


def place(person, name: str = "response_numbers") -> str:
    return reverse(f"panels:{name}", args=[response_of(person).public_id])


def put(client, person, **values):
    page = client.get(place(person)).content.decode()
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("version", "seen")}
    return client.post(place(person), {**carried, **values})


def card(client, person) -> str:
    """What stands on the card for one hour."""
    page = client.get(place(person)).content.decode().replace("\u00a0", " ")
    return page.split('id="id_rto-3600-price">')[1].split("</label>")[0]


def test_the_link_leads_to_the_two_numbers_and_to_nothing_else(panel, people, sign_in):
    client = sign_in(people[0])
    begun = client.get(place(people[0], "response"))
    assert begun.headers["Location"] == place(people[0])
    page = client.get(begun.headers["Location"]).content.decode()
    assert 'name="rto"' in page
    assert 'name="rpo-reason"' in page
    assert 'name="mtd"' not in page
    assert "Your two numbers" in page


def test_both_and_why_and_it_can_be_sent(panel, people, sign_in):
    client = sign_in(people[0])
    answer = put(client, people[0], **SAID)
    assert answer.headers["Location"] == place(people[0], "response_check")
    assert client.get(place(people[0], "response")).headers["Location"] == place(people[0], "response_check")
    send(client, people[0])
    first = PanelResponse.objects.get(person=people[0]).first
    assert (first["rto"]["value"]["seconds"], first["rpo"]["value"]["seconds"]) == (14400, 3600)
    assert first["rto"]["value"]["reason"] == "Nobody calls before noon."
    assert first.keys() == {"rto", "rpo"}


def test_the_price_is_on_each_card_from_the_first_number_on(panel, people, sign_in):
    System.objects.update(running_cost=60_000)
    client = sign_in(people[0])
    assert "from" in card(client, people[0])
    assert "15,000 €" in card(client, people[0])
    put(client, people[0], **SAID)
    assert "15,000 €" in card(client, people[0])
    assert "from" not in card(client, people[0])
    page = client.get(place(people[0])).content.decode()
    assert "settled" not in page
    assert "Nobody calls before noon." in page


def test_the_rest_is_answered_by_who_likes_to(panel, people, sign_in):
    client = sign_in(people[0])
    answer = put(client, people[0], **SAID, then="all")
    assert answer.headers["Location"] == reverse(
        "panels:response_topic", args=[response_of(people[0]).public_id, "harm"]
    )
    assert client.get(answer.headers["Location"]).status_code == 200


def test_it_saves_by_itself_and_shows_what_it_means_as_typed(panel, people, sign_in):
    client, response = sign_in(people[0]), response_of(people[0])
    saved = client.post(
        reverse("panels:response_save", args=[response.public_id, "numbers"]), {"version": 0, "rto": "14400"}
    ).json()
    assert saved["unread"] == 0
    assert response_of(people[0]).answers.keys() == {"rto"}
    panel_ = client.post(place(people[0], "response_consequence"), {"topic": "numbers", "rto": "14400", "rpo": "3600"})
    assert "Back in 4 h" in panel_.content.decode()


def test_what_cannot_be_read_stands_at_its_field(panel, people, sign_in):
    answer = put(sign_in(people[0]), people[0], rto="other", **{"rto-other": "soonish"})
    assert answer.status_code == 422
    assert 'id="id_rto_error"' in answer.content.decode()
    assert response_of(people[0]).answers == {}


def test_nobody_else_sees_it(panel, people, sign_in, owner, architect):
    for person in (people[1], owner, architect):
        assert sign_in(person).get(place(people[0])).status_code == 404


def test_two_windows_are_shown_side_by_side(panel, people, sign_in):
    client = sign_in(people[0])
    put(client, people[0], **SAID)
    late = client.post(place(people[0]), {"version": 0, "seen": "", "rto": "86400", "rpo": "3600"})
    assert late.status_code == 409
    assert f'action="{place(people[0])}"' in late.content.decode()
