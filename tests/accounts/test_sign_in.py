"""Signing in by password, out again, and the limits of guessing."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Attempt, AuditEntry
from accounts.services.links import way_in as way_in_of
from tests.accounts.conftest import PASSWORD, signed_in_as
from tests.factories import PersonFactory

SIGN_IN = "/sign-in/"
WRONG = "This address and this password don&#x27;t fit together."


def try_password(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"email": email, "password": password, **more})


@pytest.mark.parametrize("typed", ["architect@example.org", "Architect@Example.ORG", "  architect@example.org "])
def test_address_and_password_open_a_session(architect, with_password, typed):
    with_password(architect)
    client = Client()
    response = try_password(client, typed, next="/people/?q=a")
    assert (response.status_code, response["Location"]) == (302, "/people/?q=a")
    assert signed_in_as(client) == architect.pk
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.detail) == ("person.signed_in", architect.email, {"by": "password"})


def test_the_answer_does_not_tell_whether_the_address_is_known(architect, with_password):
    with_password(architect)
    PersonFactory(email="gone@example.org", is_active=False, roles=["owner"])
    PersonFactory(email="link.only@example.org").save()
    bodies = set()
    for email in ("architect@example.org", "nobody@example.org", "gone@example.org", "link.only@example.org"):
        client = Client()
        response = try_password(client, email, "not the password")
        body = response.content.decode()
        assert response.status_code == 422
        assert WRONG in body
        assert signed_in_as(client) is None
        assert "not the password" not in body
        token = response.context["csrf_token"]
        bodies.add(body.replace(str(token), "").replace(email, ""))
    assert len(bodies) == 1


def test_who_has_no_access_cannot_sign_in_with_the_right_password(owner, with_password):
    with_password(owner)
    owner.is_active = False
    owner.save()
    client = Client()
    assert try_password(client, owner.email).status_code == 422
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("", "x", "Type your e-mail address."),
        ("someone", "x", "An e-mail address looks like"),
        ("a@example.org", "", "Type your password, or let us send you a link."),
        ("a@example.org", "x" * 257, "at most 256"),
        ("a" * 260 + "@example.org", "x", "at most 254"),
        ("<script>alert(1)</script>", "x", "An e-mail address looks like"),
        ("a@example.org\x00", "x", "Null characters"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(db, email, password, said):
    response = Client().post(SIGN_IN, {"email": email, "password": password})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert Attempt.objects.count() == 0


def test_the_session_key_is_new_after_signing_in(architect, manager, with_password, sign_in):
    with_password(architect)
    for before in (sign_in(manager), sign_in(architect)):
        old = before.session.session_key
        before.session["planted"] = "by somebody else"
        try_password(before, architect.email)
        assert before.session.session_key != old
        assert "planted" not in before.session
        assert Client(cookies={"session": old}).get("/profile/").status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)", "\\\\evil.example",
        "http:evil.example", "/sign-out/", "/sign-in/link/x/", " //evil.example", "/%0d%0aX: y\r\nX: y",
        "/" + "a" * 600,
    ],
)  # fmt: skip
def test_next_leads_nowhere_else(architect, with_password, target):
    with_password(architect)
    response = try_password(Client(), architect.email, next=target)
    assert response.status_code == 302
    assert response["Location"] == "/" or response["Location"].startswith("/%0d%0aX:")
    assert not response.has_header("X")


def test_twenty_wrong_passwords_an_hour_and_then_a_pause(architect, with_password):
    with_password(architect)
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, 48, tzinfo=dt.UTC), tick=False) as clock:
        statuses = [
            try_password(Client(REMOTE_ADDR=f"10.0.0.{n}"), architect.email, "wrong").status_code for n in range(20)
        ]
        assert statuses == [422] * 20
        client = Client(REMOTE_ADDR="10.0.0.99")
        response = try_password(client, architect.email)
        assert response.status_code == 429
        assert response["Retry-After"] == str(12 * 60)
        assert "Please try again in 12 minutes." in response.content.decode()
        assert 'value="architect@example.org"' in response.content.decode()
        assert signed_in_as(client) is None
        clock.shift(12 * 60)
        assert try_password(client, architect.email).status_code == 302


def test_an_unknown_address_meets_the_same_limit(db):
    statuses = [
        try_password(Client(REMOTE_ADDR=f"10.0.0.{n}"), "nobody@example.org", "x").status_code for n in range(21)
    ]
    assert statuses == [422] * 20 + [429]


def test_twenty_wrong_passwords_from_one_network(db, architect, with_password):
    with_password(architect)
    for n in range(20):
        assert try_password(Client(), f"person{n}@example.org", "wrong").status_code == 422
    assert try_password(Client(), architect.email).status_code == 429
    assert try_password(Client(REMOTE_ADDR="10.9.9.9"), architect.email).status_code == 302


def test_an_office_behind_one_address_signs_in_freely(db, with_password):
    people = [with_password(PersonFactory(roles=["owner"])) for _ in range(25)]
    assert {try_password(Client(), person.email).status_code for person in people} == {302}


def test_ipv6_counts_by_network_and_a_proxy_speaks_for_the_asker(db, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def tried_from(forwarded):
        client = Client(HTTP_X_FORWARDED_FOR=forwarded, HTTP_X_FORWARDED_PROTO="https", REMOTE_ADDR="10.0.0.1")
        return try_password(client, f"person{abs(hash(forwarded))}@example.org", "x").status_code

    # What stands before the proxy's own word is made up by the asker, and changes nothing.
    assert {tried_from(f"10.1.1.{n}, 2001:db8:1:2::{n + 1:x}") for n in range(20)} == {422}
    assert tried_from("10.7.7.7, 2001:db8:1:2:ffff::1") == 429
    assert tried_from("10.7.7.7, 2001:db8:1:3::1") == 422


@pytest.mark.parametrize(
    "forwarded",
    [
        "203.0.113.7", "203.0.113.7:{n}", "[2001:db8:1:2::{n:x}]:443", "[2001:db8:1:2::{n:x}]",
        "2001:db8:1:2::{n:x}%eth0", "::ffff:203.0.113.7", "unknown", "_hidden", "", "203.0.113.7,",
        "not-an-address-{n}", "[", "[]:1", "1.2.3.4.5:{n}",
    ],
)  # fmt: skip
def test_no_way_of_writing_an_address_turns_the_limit_off(db, settings, forwarded):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for remote in ("10.0.0.1", ""):
        Attempt.objects.all().delete()
        statuses = [
            try_password(
                Client(HTTP_X_FORWARDED_FOR=forwarded.format(n=n + 1), REMOTE_ADDR=remote), f"a{n}@example.org", "x"
            ).status_code
            for n in range(21)
        ]
        assert statuses == [422] * 20 + [429]


def test_neither_addresses_nor_networks_are_kept(db):
    try_password(Client(REMOTE_ADDR="10.20.30.40"), "nobody@example.org", "x")
    kept = " ".join(Attempt.objects.values_list("key", flat=True))
    assert Attempt.objects.count() == 2
    assert "nobody" not in kept
    assert "10.20" not in kept


def test_signing_out_ends_the_session(architect, sign_in):
    client = sign_in(architect)
    key = client.session.session_key
    assert client.get("/sign-out/").status_code == 405
    assert signed_in_as(client) == architect.pk
    response = client.post("/sign-out/", follow=True)
    assert "You are signed out." in response.content.decode()
    assert signed_in_as(client) is None
    again = Client()
    again.cookies["session"] = key
    assert again.get("/profile/").status_code == 302
    assert AuditEntry.objects.get().action == "person.signed_out"


def test_signing_out_twice_does_no_harm(db):
    assert Client().post("/sign-out/").status_code == 302
    assert AuditEntry.objects.count() == 0


def test_who_is_signed_in_goes_on_to_where_they_wanted(architect, sign_in):
    assert sign_in(architect).get("/sign-in/?next=/profile/")["Location"] == "/profile/"
    assert sign_in(architect).get("/sign-in/?next=//evil.example")["Location"] == "/"


def test_an_invitation_opens_with_the_address_and_the_link(db):
    body = Client().get("/sign-in/?email=anna%40example.org&next=/profile/").content.decode()
    assert 'value="anna@example.org"' in body
    assert f'action="{reverse("accounts:send_link")}"' in body
    assert 'name="next" value="/profile/"' in body
    assert 'type="password"' not in body
    body = Client().get("/sign-in/?email=anna%40example.org&next=/profile/&with=password").content.decode()
    assert 'type="password"' in body
    assert 'value="anna@example.org"' in body


def test_a_mail_that_invites_is_no_credential_and_leads_to_the_page_wanted(architect, sign_in, ask_for_link):
    way_in = way_in_of(architect.email, "/profile/?tab=1").removeprefix("http://localhost:8000")
    anybody = Client()
    body = anybody.get(way_in).content.decode()
    assert f'value="{architect.email}"' in body
    assert signed_in_as(anybody) is None
    assert anybody.post(ask_for_link(anybody, architect.email, "/profile/?tab=1"))["Location"] == "/profile/?tab=1"
    assert sign_in(architect).get(way_in)["Location"] == "/profile/?tab=1"


def test_a_hostile_address_is_only_text(db):
    body = Client().get("/sign-in/", {"email": '"><script>alert(1)</script>', "next": '"><script>'}).content.decode()
    assert "<script>alert" not in body
    assert body.count('name="next"') == 1, "only the language switch comes back to the address as it is"
    assert 'name="next" value="/sign-in/?' in body


def test_without_the_token_against_forgery_nothing_happens(architect, with_password):
    with_password(architect)
    client = Client(enforce_csrf_checks=True)
    response = try_password(client, architect.email)
    assert response.status_code == 403
    assert "Please try once more" in response.content.decode()
    assert signed_in_as(client) is None
    client.get(SIGN_IN)
    token = client.cookies["csrf"].value
    assert try_password(client, architect.email, csrfmiddlewaretoken=token).status_code == 302


def test_the_place_within_the_page_is_kept(architect, sign_in):
    way_in = way_in_of(architect.email, "/systems/shop/?a=1#finding-3").removeprefix("http://localhost:8000")
    assert sign_in(architect).get(way_in)["Location"] == "/systems/shop/?a=1#finding-3"
