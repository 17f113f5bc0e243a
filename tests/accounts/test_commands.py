"""The first person, from the command line; and housekeeping."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Attempt, AuditEntry, SignInLink, User
from accounts.services import audit, limits, links
from accounts.tasks import tidy
from tests.factories import PersonFactory


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("create_person", *arguments, stdout=out)
    return out.getvalue()


def test_a_first_person_can_sign_in(db, client, ask_for_link):
    said = create("--email", "You@Company.example", "--role", "administrator", "--role", "architect", "--name", "You")
    you = User.objects.get()
    assert (you.email, you.name, you.roles) == ("you@company.example", "You", {"administrator", "architect"})
    assert "http://localhost:8000/sign-in/?email=you%40company.example" in said
    assert "Send me a link" in said
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == ("person.created", audit.SYSTEM_ACTOR)
    assert client.post(ask_for_link(client, you.email)).status_code == 302
    assert client.get("/people/").status_code == 200


def test_twice_is_once_and_roles_are_added(db):
    for _ in range(2):
        create("--email", "you@company.example", "--role", "architect", "--name", "You")
    assert AuditEntry.objects.count() == 1
    said = create("--email", "YOU@company.example", "--role", "administrator")
    assert "administrator, architect" in said
    you = User.objects.get()
    assert (you.name, you.roles) == ("You", {"administrator", "architect"})
    assert audit.verify().count == 2


def test_access_is_given_back_only_where_that_is_said(db):
    """Whoever left does not come back because a script is run once more."""
    PersonFactory(email="you@company.example", is_active=False, roles=["owner"])
    again = ("--email", "you@company.example", "--role", "administrator")
    with pytest.raises(CommandError, match="--access-again"):
        create(*again)
    you = User.objects.get()
    assert (you.is_active, you.roles, AuditEntry.objects.count()) == (False, {"owner"}, 0)
    create(*again, "--access-again")
    assert User.objects.get().is_active


@pytest.mark.parametrize(
    "arguments",
    [
        ("--email", "nobody", "--role", "owner"),
        ("--email", "", "--role", "owner"),
        ("--email", "a@example.org", "--role", "king"),
        ("--email", "a@example.org"),
        ("--role", "owner"),
    ],
)
def test_what_cannot_be_read_is_refused(db, arguments):
    with pytest.raises(CommandError):
        create(*arguments)
    assert User.objects.count() == 0


def test_housekeeping_removes_what_serves_nobody_any_more(owner, sign_in):
    sign_in(owner)
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - dt.timedelta(days=1))
    limits.count(limits.LINKS, "now")
    Attempt.objects.create(key="old", hour=timezone.now() - dt.timedelta(days=3))
    links.issue(person=owner, browser="b")
    old, _ = links.issue(person=owner, browser="b")
    SignInLink.objects.filter(pk=old.pk).update(expires_at=timezone.now() - dt.timedelta(days=3))
    tidy()
    assert (Session.objects.count(), Attempt.objects.count(), SignInLink.objects.count()) == (1, 1, 1)
