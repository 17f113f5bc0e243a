"""Guessing does not get anywhere, and does not keep the right person out either."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from tests.accounts.conftest import PASSWORD, signed_in_as
from tests.accounts.test_profile import NEW
from tests.factories import PersonFactory


def try_password(client: Client, email: str, password: str = PASSWORD):
    return client.post("/sign-in/", {"email": email, "password": password})


def others_guess(email: str, times: int = 30) -> set[int]:
    return {try_password(Client(REMOTE_ADDR=f"10.0.0.{n}"), email, "wrong").status_code for n in range(times)}


@pytest.fixture
def at_home(architect, with_password) -> Client:
    """A browser in which the architect was signed in before."""
    with_password(architect)
    client = Client()
    assert try_password(client, architect.email).status_code == 302
    client.post("/sign-out/")
    return client


def test_guesses_of_others_do_not_lock_a_known_browser_out(architect, at_home):
    assert others_guess(architect.email) == {422, 429}
    assert try_password(Client(REMOTE_ADDR="10.9.9.9"), architect.email).status_code == 429
    assert try_password(at_home, architect.email).status_code == 302
    assert signed_in_as(at_home) == architect.pk


def test_nor_do_links_that_others_ask_for(architect, ask_for_link):
    at_home = Client()
    assert at_home.post(ask_for_link(at_home, architect.email)).status_code == 302
    at_home.post("/sign-out/")
    for n in range(11):
        status = Client(REMOTE_ADDR=f"10.0.0.{n}").post("/sign-in/link/", {"email": architect.email}).status_code
    assert status == 429
    assert ask_for_link(at_home, architect.email)


def test_nor_do_guesses_from_the_same_office(architect, at_home):
    for n in range(20):
        try_password(Client(), f"person{n}@example.org", "wrong")
    assert try_password(Client(), "another@example.org").status_code == 429
    assert try_password(at_home, architect.email).status_code == 302


def test_a_known_browser_guesses_no_more_than_anybody(architect, at_home):
    statuses = [try_password(at_home, architect.email, "wrong").status_code for _ in range(21)]
    assert statuses[-1] == 429
    assert statuses.count(422) <= 20


@pytest.mark.parametrize("made_up", ["", "x", "e30:1abcde:xyz"])
def test_a_browser_cannot_say_by_itself_that_it_is_known(architect, at_home, made_up):
    others_guess(architect.email)
    forged = Client(REMOTE_ADDR="10.9.9.9")
    forged.cookies["known"] = made_up
    assert try_password(forged, architect.email).status_code == 429


def test_it_is_known_for_whom_it_let_in_only(architect, at_home, with_password):
    other = with_password(PersonFactory(email="other@example.org"))
    others_guess(other.email)
    assert try_password(at_home, other.email).status_code == 429


def test_a_failed_sign_in_is_logged_with_its_address(architect, with_password, caplog):
    with_password(architect)
    with caplog.at_level(logging.WARNING):
        try_password(Client(REMOTE_ADDR="203.0.113.9"), architect.email, "not the password")
        others_guess("nobody@example.org")
    assert f"A sign-in as {architect.email} from 203.0.113.9 failed." in caplog.text
    assert "A sign-in as nobody@example.org from 10.0.0.29 was held back" in caplog.text
    assert "not the password" not in caplog.text


def test_the_old_password_is_not_guessed_in_an_open_session(owner, with_password, sign_in):
    client = sign_in(with_password(owner))
    wrong = {"old": "not the password", "new": NEW, "again": NEW}
    assert [client.post("/profile/password/", wrong).status_code for _ in range(10)] == [422] * 10
    response = client.post("/profile/password/", {**wrong, "old": PASSWORD})
    assert response.status_code == 429
    assert "so we make a" in response.content.decode()
    assert int(response["Retry-After"]) > 0
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_other_mistakes_are_no_guesses(owner, with_password, sign_in):
    client = sign_in(with_password(owner))
    for _ in range(15):
        assert client.post("/profile/password/", {"old": PASSWORD, "new": NEW, "again": "x"}).status_code == 422
    assert client.post("/profile/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 302


WEAK = [
    "aaaaaaaaaaaa", " " * 12, "\u3000" * 12, "ababababababab", "abcabcabcabc", "123412341234", "abcdefghijkl",
    "987654321098", "qwertyuiopas", "password1234", "passwordpassword", "Password!!!!!", "qwertyqwerty",
    "12345678901234567890", "asdfghjklasdfghjkl", "aaaaaabbbbbb", "1111111111112", "letmein123456",
    "ｐａｓｓｗｏｒｄ1234", "a a a a a a a a",
]  # fmt: skip
GOOD = [
    "a long walk by the sea",
    "three green hills at dawn",
    "correct horse battery",
    "Tr0ub4dor&3-xkcd",
    "mañana será otro día",
]


@pytest.fixture
def choosing(owner, sign_in) -> Client:
    """Somebody who has no password yet."""
    owner.set_unusable_password()
    owner.save()
    return sign_in(owner)


@pytest.mark.parametrize("password", WEAK)
def test_what_is_guessed_at_once_is_no_password(owner, choosing, password):
    assert choosing.post("/profile/password/", {"new": password, "again": password}).status_code == 422
    owner.refresh_from_db()
    assert not owner.has_usable_password()


@pytest.mark.parametrize("password", GOOD)
def test_a_sentence_is_a_password(choosing, password):
    assert choosing.post("/profile/password/", {"new": password, "again": password}).status_code == 302
