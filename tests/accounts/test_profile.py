"""What people change about themselves."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, SignInLink
from tests.accounts.conftest import PASSWORD, signed_in_as

GOOD = {"name": "Ana Ruiz", "time_zone": "Europe/Madrid", "language": "en"}
NEW = "three green hills at dawn"


def test_the_profile_is_saved_and_written_down(owner, sign_in):
    response = sign_in(owner).post("/profile/", GOOD, follow=True)
    assert "Your profile is saved." in response.content.decode()
    owner.refresh_from_db()
    assert (owner.name, owner.time_zone, owner.language) == ("Ana Ruiz", "Europe/Madrid", "en")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id) == ("person.profile_edited", owner.pk)
    assert entry.detail["after"] == GOOD
    assert entry.detail["before"]["time_zone"] == "UTC"


def test_saving_the_same_twice_writes_once(owner, sign_in):
    client = sign_in(owner)
    for _ in range(2):
        client.post("/profile/", GOOD)
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Type your name."),
        ("name", "x" * 121, "at most 120"),
        ("name", "a\x00b", "Null characters"),
        ("time_zone", "Mars/Olympus", "Choose a time zone from the list."),
        ("time_zone", "../../etc/passwd", "Choose a time zone from the list."),
        ("language", "xx", "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(owner, sign_in, field, value, said):
    before = owner.name
    response = sign_in(owner).post("/profile/", {**GOOD, field: value})
    body = response.content.decode()
    assert response.status_code == 422
    assert said in body
    assert field == "name" or "Ana Ruiz" in body
    owner.refresh_from_db()
    assert owner.name == before


@pytest.mark.parametrize("zone", ["US/Eastern", "Europe/Madrid", "Asia/Calcutta", "UTC"])
def test_the_zone_that_is_set_stays_chosen(owner, sign_in, zone):
    owner.time_zone = zone
    owner.save()
    body = sign_in(owner).get("/profile/").content.decode()
    assert body.count(f'<option value="{zone}" selected>') == 1


def test_a_zone_that_went_away_closes_no_page(owner, sign_in):
    owner.time_zone = "Mars/Olympus"
    owner.save()
    assert sign_in(owner).get("/profile/").status_code == 200


def test_a_hostile_name_is_only_text(owner, sign_in):
    client = sign_in(owner)
    client.post("/profile/", {**GOOD, "name": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get("/profile/").content.decode()


def test_pages_speak_the_persons_language_and_time(owner, sign_in):
    client = sign_in(owner)
    client.post("/profile/", {**GOOD, "language": "es"})
    response = client.get("/profile/", headers={"accept-language": "en"})
    assert response["Content-Language"] == "es"
    assert '<html lang="es"' in response.content.decode()


def test_nobody_elses_profile_can_be_reached(owner, stranger, sign_in):
    sign_in(stranger).post("/profile/", {**GOOD, "id": owner.pk, "pk": owner.pk, "email": "x@example.org"})
    owner.refresh_from_db()
    stranger.refresh_from_db()
    assert owner.name != "Ana Ruiz"
    assert stranger.email == "stranger@example.org"


def test_the_first_password_needs_no_old_one(owner, sign_in):
    owner.set_unusable_password()
    owner.save()
    client = sign_in(owner)
    response = client.post("/profile/password/", {"new": NEW, "again": NEW}, follow=True)
    assert "Your new password is set." in response.content.decode()
    owner.refresh_from_db()
    assert owner.check_password(NEW)
    assert AuditEntry.objects.get().action == "person.password_set"
    assert NEW not in str(AuditEntry.objects.get().detail)


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(owner, with_password, sign_in):
    with_password(owner)
    here, elsewhere = sign_in(owner), sign_in(owner)
    key = here.session.session_key
    SignInLink.objects.create(user=owner, token_hash="h", browser_hash="b", expires_at=timezone.now())
    for old in ("", "wrong"):
        response = here.post("/profile/password/", {"old": old, "new": NEW, "again": NEW})
        assert response.status_code == 422
    assert here.post("/profile/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 302
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302
    assert here.session.session_key != key
    assert SignInLink.objects.get().spent_at is not None


def test_a_forgotten_password_is_replaced_after_signing_in_by_link(owner, with_password, ask_for_link):
    with_password(owner)
    client = Client()
    client.post(ask_for_link(client, owner.email))
    assert 'name="old"' not in client.get("/profile/password/").content.decode()
    with time_machine.travel(timezone.now().timestamp() + 31 * 60):
        assert 'name="old"' in client.get("/profile/password/").content.decode()
        assert client.post("/profile/password/", {"new": NEW, "again": NEW}).status_code == 422
    assert client.post("/profile/password/", {"new": NEW, "again": NEW}).status_code == 302
    assert Client().post("/sign-in/", {"email": owner.email, "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("short", "short", "too short"),
        ("q1w2e3r4t5y6", "q1w2e3r4t5y6", "too common"),
        ("payments.owner@example.org", "payments.owner@example.org", "too similar"),
        (NEW, NEW + "!", "The two differ"),
        ("", "", "Type a new password."),
        ("x" * 257, "x" * 257, "at most 256"),
    ],
)
def test_a_password_that_would_not_do(owner, sign_in, new, again, said):
    owner.set_unusable_password()
    owner.save()
    response = sign_in(owner).post("/profile/password/", {"new": new, "again": again})
    assert response.status_code == 422
    assert said in response.content.decode()
    owner.refresh_from_db()
    assert not owner.has_usable_password()
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("path", ["/profile/", "/profile/password/"])
def test_a_stranger_to_the_portal_signs_in_first(db, path):
    for method in ("get", "head", "post"):
        response = getattr(Client(), method)(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/?next=")


def test_the_language_can_be_chosen_before_signing_in(db, owner, sign_in):
    client = Client()
    response = client.post("/language/", {"language": "es", "next": "/sign-in/?email=a"})
    assert response.status_code == 302
    assert client.get("/sign-in/")["Content-Language"] == "es"
    assert client.post("/language/", {"language": "xx<script>", "next": "//evil.example"})["Location"] == "/sign-in/"
    signed_in = sign_in(owner)
    assert signed_in.post("/language/", {"language": "es", "next": "/profile/"})["Location"] == "/profile/"
    owner.refresh_from_db()
    assert owner.language == "es"
    assert signed_in_as(signed_in) == owner.pk
