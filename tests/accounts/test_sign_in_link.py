"""Sign-in links: once, for minutes, in the browser that asked, and looking spends nothing."""

from __future__ import annotations

import logging
import re

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEntry, SignInLink
from accounts.services import links
from drportal.logs import HideTokens
from tests.accounts.conftest import signed_in_as, wait_for_mail
from tests.factories import PersonFactory


def test_a_link_leads_to_the_page_that_was_wanted(architect, ask_for_link):
    client = Client()
    path = ask_for_link(client, "Architect@example.org ", "/profile/?x=1")
    page = client.get(path)
    assert page.status_code == 200
    assert f"Continue as {architect.name}" in page.content.decode()
    assert signed_in_as(client) is None
    response = client.post(path)
    assert (response.status_code, response["Location"]) == (302, "/profile/?x=1")
    assert signed_in_as(client) == architect.pk
    assert AuditEntry.objects.get().detail == {"by": "link"}


def test_the_mail_speaks_to_its_reader(db, ask_for_link):
    PersonFactory(email="ana@example.org", name="Ana <b>", time_zone="Europe/Madrid")
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        path = ask_for_link(Client(), "ana@example.org")
    message = mail.outbox[-1]
    assert message.to == ["ana@example.org"]
    assert "Hello Ana <b>," in message.body
    assert "until 11:10" in message.body
    html = message.alternatives[0].content
    assert f"http://localhost:8000{path}" in html
    assert "Ana &lt;b&gt;" in html


def test_an_unknown_address_gets_the_same_answer_and_no_mail(architect):
    PersonFactory(email="gone@example.org", is_active=False)
    answers = set()
    for email in ("architect@example.org", "nobody@example.org", "gone@example.org"):
        response = Client().post("/sign-in/link/", {"email": email})
        token = str(response.context["csrf_token"])
        answers.add((response.status_code, response.content.decode().replace(email, "").replace(token, "")))
    assert len(answers) == 1
    wait_for_mail()
    assert [link.user for link in SignInLink.objects.order_by("pk")] == [architect, None, None]


def test_the_time_of_the_answer_tells_nothing(architect, django_capture_on_commit_callbacks):
    """The same is asked of the database in the same order, and the same mail composed; only one of them is sent."""
    done = {}
    for place, email in enumerate((architect.email, "nobody@example.org")):
        composed: list[str] = []

        def note(template, composed=composed, **signal: object) -> None:
            composed.append(template.name)

        template_rendered.connect(note)
        with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True) as after:
            Client(REMOTE_ADDR=f"10.0.0.{place}").post("/sign-in/link/", {"email": email})
        wait_for_mail()
        template_rendered.disconnect(note)
        done[email] = [re.sub(r"'[^']*'|\d+|NULL", "?", query["sql"]) for query in queries], composed, len(after)
    known, unknown = done.values()
    assert known == unknown
    assert "accounts/mails/link.html" in known[1]
    assert [message.to for message in mail.outbox] == [[architect.email]]


def test_a_link_that_answers_an_unknown_address_lets_nobody_in(db):
    _, token = links.issue(person=None, browser="x" * 43)
    browser = Client()
    browser.cookies["browser"] = "x" * 43
    for response in (browser.get(f"/sign-in/link/{token}/"), browser.post(f"/sign-in/link/{token}/")):
        assert response.status_code == 410
    assert signed_in_as(browser) is None


def test_looking_spends_nothing_and_the_link_works_once(architect, ask_for_link):
    client = Client()
    path = ask_for_link(client, architect.email)
    for _ in range(20):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
        assert Client().get(path).status_code == 403
        assert Client().head(path).status_code == 403
    assert SignInLink.objects.get().spent_at is None
    assert client.post(path).status_code == 302
    replay = Client()
    replay.cookies["browser"] = client.cookies["browser"].value
    assert replay.post(path).status_code == 410
    assert replay.get(path).status_code == 410
    assert signed_in_as(replay) is None
    # Pressing the button twice is no fault of the person's who is already in.
    assert client.post(path).status_code == 302
    assert client.get(path).status_code == 302


def test_the_session_key_changes(architect, manager, ask_for_link, sign_in):
    client = sign_in(manager)
    old = client.session.session_key
    client.post(ask_for_link(client, architect.email))
    assert signed_in_as(client) == architect.pk
    assert client.session.session_key != old


def test_another_browser_is_told_so_and_gets_a_link_of_its_own(architect, ask_for_link):
    path = ask_for_link(Client(), architect.email, "/profile/")
    other = Client()
    for response in (other.get(path), other.post(path)):
        assert response.status_code == 403
        assert "Another browser asked for this link" in response.content.decode()
        assert "Send me a new link" in response.content.decode()
    assert signed_in_as(other) is None
    assert SignInLink.objects.get().spent_at is None
    assert other.post(ask_for_link(other, architect.email, "/profile/"))["Location"] == "/profile/"


def test_a_browser_cannot_choose_a_secret_that_others_could_guess(architect, ask_for_link):
    client = Client()
    client.cookies["browser"] = "1"
    ask_for_link(client, architect.email)
    assert len(client.cookies["browser"].value) == 43
    assert client.cookies["browser"]["httponly"]
    assert client.cookies["browser"]["samesite"] == "Lax"


def test_two_links_of_one_browser_both_work(architect, ask_for_link):
    client = Client()
    first, second = ask_for_link(client, architect.email), ask_for_link(client, architect.email)
    assert client.post(second).status_code == 302
    same_browser = Client()
    same_browser.cookies["browser"] = client.cookies["browser"].value
    assert same_browser.post(first).status_code == 302


def test_after_ten_minutes_it_is_over(architect, ask_for_link):
    client = Client()
    path = ask_for_link(client, architect.email, "/profile/")
    made_at = timezone.now().timestamp()
    with time_machine.travel(made_at + 595, tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(made_at + 605, tick=False):
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 410
            assert "This link no longer works" in response.content.decode()
            assert 'name="next" value="/profile/"' in response.content.decode()
    assert signed_in_as(client) is None


def test_a_link_of_somebody_without_access_is_over(owner, ask_for_link):
    client = Client()
    path = ask_for_link(client, owner.email)
    owner.is_active = False
    owner.save()
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert signed_in_as(client) is None


@pytest.mark.parametrize("token", ["x", "x" * 2000, "..%2f..", "%00", "<script>alert(1)</script>"])
def test_a_token_that_never_was(db, token):
    for method in ("get", "head", "post"):
        response = getattr(Client(), method)(f"/sign-in/link/{token}/")
        assert response.status_code in (404, 410)
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(db, method):
    assert getattr(Client(), method)("/sign-in/link/abc/").status_code == 405


def test_ten_links_an_hour_and_then_a_pause(architect, ask_for_link):
    for _ in range(10):
        assert ask_for_link(Client(), architect.email)
    response = Client().post("/sign-in/link/", {"email": architect.email})
    assert response.status_code == 429
    assert "Please try again in" in response.content.decode()
    assert SignInLink.objects.count() == 10


def test_the_limit_of_links_does_not_tell_who_is_known(db):
    statuses = [Client().post("/sign-in/link/", {"email": "nobody@example.org"}).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


def test_only_a_hash_of_the_secret_is_kept(architect, ask_for_link):
    client = Client()
    token = ask_for_link(client, architect.email).split("/")[3]
    link = SignInLink.objects.get()
    assert token not in (link.token_hash, link.browser_hash)
    assert client.cookies["browser"].value != link.browser_hash


def test_the_address_is_told_to_nobody(architect, ask_for_link):
    client = Client()
    path = ask_for_link(client, architect.email)
    for response in (client.get(path), Client().get(path), client.post(path), Client().post(path)):
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]


def test_the_secret_is_in_no_log(architect, ask_for_link, caplog):
    caplog.handler.addFilter(HideTokens())
    with caplog.at_level(logging.DEBUG):
        client = Client()
        path = ask_for_link(client, architect.email)
        client.get(path)
        Client().post(path)
        client.put(path)
        client.get(path + "nowhere/")
    token = path.split("/")[3]
    assert "/sign-in/link/" in caplog.text
    assert token not in caplog.text


def test_a_mail_server_that_is_away_is_in_the_log_and_not_in_the_answer(architect, settings, ask_for_link, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    assert ask_for_link(Client(), architect.email) == ""
    assert "could not be sent" in caplog.text
