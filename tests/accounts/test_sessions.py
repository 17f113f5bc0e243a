"""Where one is signed in, and ending all of it but here."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, OpenSession
from accounts.presenters.browsers import browser_in_words
from accounts.tasks import tidy
from tests.accounts.conftest import PASSWORD, signed_in_as
from tests.accounts.test_profile import NEW

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1"
PAGE = "/profile/sessions/"


@pytest.fixture
def twice(owner, with_password) -> tuple[Client, Client]:
    """Two browsers in which the owner is signed in."""
    with_password(owner)
    clients = Client(headers={"user-agent": FIREFOX}), Client(headers={"user-agent": SAFARI})
    for client in clients:
        assert client.post("/sign-in/", {"email": owner.email, "password": PASSWORD}).status_code == 302
    return clients


def test_each_session_is_listed_with_its_browser(twice):
    page = twice[0].get(PAGE).content.decode()
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert page.count("this one") == 1
    assert page.index("Safari") < page.index("Firefox"), "the newest first"


def test_all_others_end_at_once_and_this_one_goes_on(twice, owner):
    here, elsewhere = twice
    response = here.post(PAGE, follow=True)
    assert "you are not any more" in response.content.decode()
    assert "Nobody is signed in as you anywhere else." in response.content.decode()
    assert signed_in_as(here) == owner.pk
    assert elsewhere.get("/profile/").status_code == 302
    assert here.get("/profile/").status_code == 200
    assert OpenSession.objects.count() == 1
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor) == ("person.sessions_ended", owner.email)


def test_a_new_password_leaves_this_one(twice):
    here, _ = twice
    assert here.post("/profile/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 302
    page = here.get(PAGE).content.decode()
    assert "this one" in page
    assert "End all others" not in page


def test_who_signs_out_is_listed_no_more(twice):
    twice[1].post("/sign-out/")
    assert "Safari" not in twice[0].get(PAGE).content.decode()


def test_what_ended_by_itself_is_not_listed_and_goes(twice):
    with time_machine.travel(timezone.now() + dt.timedelta(hours=13)):
        here = Client(headers={"user-agent": FIREFOX})
        here.post("/sign-in/", {"email": "payments.owner@example.org", "password": PASSWORD})
        assert "Safari" not in here.get(PAGE).content.decode()
        tidy()
        assert OpenSession.objects.count() == 1


def test_nobody_sees_or_ends_those_of_another(twice, stranger, sign_in):
    other = sign_in(stranger)
    page = other.get(PAGE).content.decode()
    assert "Firefox" not in page
    other.post(PAGE)
    assert OpenSession.objects.count() == 2
    assert twice[0].get("/profile/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox, Windows"), (SAFARI, "Safari, iPhone"), ("", ""), ("curl/8", ""), ("<b>Firefox/1", "Firefox")],
)
def test_a_browser_is_named_as_people_know_it(agent, words):
    assert browser_in_words(agent) == words
