"""Passwords and links can each be switched off: then the page does not offer them, and no address takes them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.services.mail_links import register as register_purpose
from accounts.services.mail_links import way_to_answer
from tests.accounts.conftest import PASSWORD, signed_in_as

PASSWORD_FIELD, LINK_BUTTON = 'name="password"', "Send me a link"


@pytest.mark.parametrize("invited", ["", "?email=anna%40example.org"])
@pytest.mark.parametrize("by_link", [True, False])
@pytest.mark.parametrize("by_password", [True, False])
def test_the_page_offers_what_is_left(settings, offer, db, by_password, by_link, invited):
    offer()
    settings.SIGN_IN_BY_PASSWORD, settings.SIGN_IN_BY_LINK = by_password, by_link
    body = Client().get(f"/sign-in/{invited}").content.decode()
    assert "Sign in with Corp account" in body
    assert (LINK_BUTTON in body) == by_link
    one_step_off = by_link and bool(invited)
    assert (PASSWORD_FIELD in body) == (by_password and not one_step_off)
    assert ("with=password" in body) == (by_password and one_step_off)
    assert ('name="email"' in body) == (by_password or by_link)


def test_without_passwords_none_is_taken_and_none_is_set(settings, architect, with_password, sign_in):
    with_password(architect)
    settings.SIGN_IN_BY_PASSWORD = False
    client = Client()
    assert client.post("/sign-in/", {"email": architect.email, "password": PASSWORD}).status_code == 404
    assert signed_in_as(client) is None
    inside = sign_in(architect)
    assert inside.get("/profile/password/").status_code == 404
    new = {"new": "another long walk", "again": "another long walk"}
    assert inside.post("/profile/password/", new).status_code == 404
    body = inside.get("/profile/").content.decode()
    assert "/profile/password/" not in body
    assert "with a link by mail" in body


def test_without_links_none_is_sent_and_none_opens(settings, offer, owner, administrator, ask_for_link, sign_in):
    register_purpose("tests.anything", lambda person, about: True)
    client = Client()
    path = ask_for_link(client, owner.email)
    key = way_to_answer(person=owner, purpose="tests.anything", about=1, next_path="/profile/")
    assert "/sign-in/mail/" in key
    offer()
    settings.SIGN_IN_BY_LINK = False
    assert client.post("/sign-in/link/", {"email": owner.email}).status_code == 404
    assert client.post(path).status_code == client.get(path).status_code == 404
    client.post(key.removeprefix("http://localhost:8000"))
    assert signed_in_as(client) is None
    assert "/sign-in/mail/" not in way_to_answer(person=owner, purpose="tests.anything", about=1, next_path="/profile/")
    inside = sign_in(administrator)
    assert "with a link by mail" not in inside.get("/people/new/").content.decode()
    new = {"email": "new@example.org", "name": "Nina", "roles": ["owner"]}
    assert "with a link by mail" not in inside.post("/people/new/", new, follow=True).content.decode()
