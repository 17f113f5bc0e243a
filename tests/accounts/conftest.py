"""Asking for a link and reading it in the mail, as a person does."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.services import link_mail

PASSWORD = "a long walk by the sea"


@pytest.fixture(autouse=True)
def in_the_middle_of_an_hour():
    """Limits are counted by the hour: no test straddles the end of one."""
    with time_machine.travel("2026-11-22T10:20:00Z"):
        yield


@pytest.fixture(autouse=True)
def links_at_once(monkeypatch):
    """Nobody measures the answers' time here."""
    monkeypatch.setattr(link_mail, "SECONDS_LATER", (0, 0))


@pytest.fixture
def ask_for_link(django_capture_on_commit_callbacks) -> Callable[..., str]:
    """`ask_for_link(client, email)` gives the path of the link in the mail, or nothing when none came."""

    def ask(client: Client, email: str, next_path: str = "") -> str:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(reverse("accounts:send_link"), {"email": email, "next": next_path})
        assert response.status_code == 200, response.content.decode()
        wait_for_mail()
        return path_in(mail.outbox[-1].body) if len(mail.outbox) > before else ""

    return ask


def wait_for_mail() -> None:
    """Links are sent beside the request; the test goes on when they are out."""
    for thread in threading.enumerate():
        if thread.name == "sign-in link":
            thread.join(10)


def path_in(text: str) -> str:
    return re.search(r"(/sign-in/link/\S+/)\s", text)[1]


@pytest.fixture
def with_password() -> Callable[..., object]:
    """`with_password(person)` gives the person PASSWORD."""

    def give(person):
        person.set_password(PASSWORD)
        person.save()
        return person

    return give


def signed_in_as(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None
