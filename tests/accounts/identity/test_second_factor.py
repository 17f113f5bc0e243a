"""The second factor: set up, asked for after every first one, required by role, recovered, removed."""

from __future__ import annotations

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client

from accounts.models import AuditEntry, User
from accounts.services.mail_links import register as register_purpose
from accounts.services.mail_links import way_to_answer
from notifications.models import OutgoingMail
from tests.accounts.conftest import PASSWORD, signed_in_as
from tests.accounts.identity.conftest import walk

APP, PASS, REMOVE = "/profile/second-factor/app/", "/sign-in/second/", "/profile/second-factor/remove/"
HERE = "/profile/second-factor/"


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def by_password(person: User, **more: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"email": person.email, "password": PASSWORD, **more}).status_code == 302
    return client


@pytest.fixture
def set_up(with_password):
    """`set_up(person)` signs in and sets an app up: its secret, the recovery codes, the client."""

    def done(person: User) -> tuple[str, list[str], Client]:
        client = by_password(with_password(person))
        page = client.get(APP)
        secret, sealed = page.context["new"].secret, page.context["new"].sealed
        answer = client.post(APP, {"sealed": sealed, "code": code_of(secret, -1)})
        assert answer.status_code == 200, answer.content.decode()
        person.refresh_from_db()
        return secret, answer.context["codes"], client

    return done


def test_an_app_is_set_up_and_recovery_codes_are_shown_once(architect, with_password, sign_in):
    elsewhere = by_password(with_password(architect))
    client = by_password(architect)
    page = client.get(APP)
    body = page.content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", body)[1]
    assert 'src="data:image/svg+xml;base64,' in body
    sealed = page.context["new"].sealed
    wrong = client.post(APP, {"sealed": sealed, "code": "000000"})
    assert wrong.status_code == 422
    assert secret in wrong.content.decode(), "the app that has scanned it goes on"
    assert Authenticator.objects.count() == 0
    typed = code_of(secret)
    answer = client.post(APP, {"sealed": sealed, "code": f"{typed[:3]} {typed[3:]}"})
    codes = answer.context["codes"]
    assert len(set(codes)) == 10
    assert all(code in answer.content.decode() for code in codes)
    assert elsewhere.get("/profile/").status_code == 302, "all other sessions end"
    assert client.get("/profile/").status_code == 200
    kept = " ".join(str(each.data) for each in Authenticator.objects.all())
    assert secret not in kept
    assert not any(code.replace(" ", "") in kept for code in codes)
    overview = client.get(HERE).content.decode()
    assert "10 codes are left" in overview
    assert codes[0] not in overview
    assert client.post(APP, {"sealed": sealed, "code": code_of(secret)}).status_code == 302, "once is enough"
    assert AuditEntry.objects.latest("pk").action == "person.second_factor_set"
    told = OutgoingMail.objects.filter(kind="second_factor_changed").values_list("recipient", "context__change")
    assert list(told) == [(architect.pk, "app_added")]


def test_a_secret_shown_to_somebody_else_is_not_taken(architect, owner, with_password):
    others = by_password(with_password(owner)).get(APP).context["new"]
    client = by_password(with_password(architect))
    answer = client.post(APP, {"sealed": others.sealed, "code": code_of(others.secret)})
    assert answer.status_code == 422
    assert Authenticator.objects.count() == 0


def test_after_the_password_nobody_is_in_before_the_code(architect, set_up):
    secret, _, _ = set_up(architect)
    client = Client()
    answer = client.post("/sign-in/", {"email": architect.email, "password": PASSWORD, "next": "/profile/?a=1"})
    assert answer["Location"] == "/sign-in/second/?next=%2Fprofile%2F%3Fa%3D1"
    assert signed_in_as(client) is None
    assert client.get("/profile/").status_code == 302
    assert "known" not in client.cookies, "the browser is known after the second factor only"
    waiting = client.session.session_key
    assert client.post(PASS, {"code": "123456"}).status_code == 422
    done = client.post(answer["Location"], {"code": code_of(secret), "next": "/profile/?a=1"})
    assert (done.status_code, done["Location"]) == (302, "/profile/?a=1")
    assert signed_in_as(client) == architect.pk
    assert client.session.session_key != waiting
    assert "known" in client.cookies
    assert AuditEntry.objects.latest("pk").detail == {"by": "password", "second_factor": "app"}
    again = by_password(architect)
    assert again.post(PASS, {"code": code_of(secret)}).status_code == 422, "a code is good once"
    assert again.post(PASS, {"code": code_of(secret), "next": "https://evil.example"}).status_code == 422
    assert Client().post(PASS, {"code": code_of(secret, 1)})["Location"] == "/sign-in/"


def test_who_was_in_before_is_out_while_the_second_factor_waits(architect, owner, set_up, sign_in):
    set_up(architect)
    client = sign_in(owner)
    client.post("/sign-in/", {"email": architect.email, "password": PASSWORD})
    assert signed_in_as(client) is None


def test_a_link_a_mail_and_a_provider_are_first_factors_too(owner, set_up, ask_for_link, offer, known_there):
    set_up(owner)
    register_purpose("tests.anything", lambda person, about: True)
    key = way_to_answer(person=owner, purpose="tests.anything", about=1, next_path="/profile/")
    by_link, by_mail, there = Client(), Client(), Client()
    assert by_link.post(ask_for_link(by_link, owner.email))["Location"] == PASS
    assert by_mail.post(key.removeprefix("http://localhost:8000"))["Location"].startswith(PASS)
    offer()
    assert walk(there, known_there("2fa", email=owner.email))["Location"] == PASS
    assert [signed_in_as(client) for client in (by_link, by_mail, there)] == [None] * 3
    offer(asks_second_factor=True)
    trusted = Client()
    walk(trusted, "2fa")
    assert signed_in_as(trusted) == owner.pk


def test_a_mail_s_key_with_the_second_factor_is_told_apart_and_not_remembered(owner, set_up):
    secret, _, _ = set_up(owner)
    register_purpose("tests.anything", lambda person, about: True)
    key = way_to_answer(person=owner, purpose="tests.anything", about=1, next_path="/profile/")
    client = Client()
    client.post(key.removeprefix("http://localhost:8000"))
    client.post(PASS, {"code": code_of(secret)})
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.detail["second_factor"]) == ("person.signed_in_from_mail_anew", "app")
    assert "known" not in client.cookies
    assert client.get(APP).status_code == 403


def test_each_recovery_code_lets_in_once(architect, set_up):
    _, codes, _ = set_up(architect)
    client = by_password(architect)
    assert client.post(PASS, {"code": codes[3].replace(" ", "-")}).status_code == 302
    assert signed_in_as(client) == architect.pk
    assert AuditEntry.objects.latest("pk").detail["second_factor"] == "recovery_code"
    assert "9 codes are left" in client.get(HERE).content.decode()
    assert by_password(architect).post(PASS, {"code": codes[3]}).status_code == 422
    made = client.post("/profile/second-factor/codes/").context["codes"]
    assert set(made).isdisjoint(codes)
    assert by_password(architect).post(PASS, {"code": codes[4]}).status_code == 422
    assert by_password(architect).post(PASS, {"code": made[4], "next": "https://evil.example/"})["Location"] == "/"


def test_guessing_codes_is_slow(architect, set_up):
    secret, _, _ = set_up(architect)
    statuses = [by_password(architect).post(PASS, {"code": f"{n:06}"}).status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]
    client = by_password(architect)
    assert client.post(PASS, {"code": code_of(secret)}).status_code == 429
    assert signed_in_as(client) is None


def test_what_waits_is_over_after_ten_minutes_and_without_access(architect, set_up):
    secret, _, _ = set_up(architect)
    late, stopped = by_password(architect), by_password(architect)
    with time_machine.travel("2026-11-22T10:31:00Z"):
        assert late.post(PASS, {"code": code_of(secret)})["Location"] == "/sign-in/"
        assert signed_in_as(late) is None
    User.objects.filter(pk=architect.pk).update(is_active=False)
    assert stopped.post(PASS, {"code": code_of(secret)})["Location"] == "/sign-in/"
    assert signed_in_as(stopped) is None


def test_roles_that_need_one_set_it_up_before_anything_else(settings, administrator, owner, with_password):
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    client = by_password(with_password(administrator))
    for path in ("/", "/people/", "/profile/", "/trail/"):
        assert client.get(path)["Location"] == HERE
    assert client.post("/people/new/", {"email": "x@example.org"})["Location"] == HERE
    assert client.get("/people/", headers={"hx-request": "true"})["HX-Redirect"] == HERE
    assert "Your role needs a second factor." in client.get(HERE).content.decode()
    page = client.get(APP).context["new"]
    assert client.post(APP, {"sealed": page.sealed, "code": code_of(page.secret)}).status_code == 200
    assert client.get("/people/").status_code == 200
    assert by_password(with_password(owner)).get("/profile/").status_code == 200
    assert client.post("/sign-out/").status_code == 302


def test_a_mail_opens_nothing_for_whom_one_is_needed_and_missing(settings, owner):
    settings.SECOND_FACTOR_ROLES = frozenset({"owner"})
    register_purpose("tests.anything", lambda person, about: True)
    key = way_to_answer(person=owner, purpose="tests.anything", about=1, next_path="/profile/")
    client = Client()
    assert client.post(key.removeprefix("http://localhost:8000"))["Location"].startswith("/sign-in/?")
    assert signed_in_as(client) is None


def test_an_open_session_that_somebody_finds_changes_nothing(architect, with_password):
    client = by_password(with_password(architect))
    with time_machine.travel("2026-11-22T10:51:00Z"):
        assert client.get(APP).status_code == client.post("/profile/second-factor/codes/").status_code == 403


def test_one_s_own_is_removed_with_a_code_of_it(architect, set_up):
    secret, _, client = set_up(architect)
    assert client.post(REMOVE, {"code": "000000"}).status_code == 422
    assert client.post(REMOVE, {"code": ""}).status_code == 422
    assert client.post(REMOVE, {"code": code_of(secret)}).status_code == 302
    assert Authenticator.objects.count() == 0
    assert AuditEntry.objects.latest("pk").action == "person.second_factor_removed"
    assert signed_in_as(by_password(architect)) == architect.pk


def test_an_administrator_removes_one_that_is_lost(architect, administrator, set_up, sign_in):
    _, _, client = set_up(architect)
    page = f"/people/{architect.pk}/"
    admin = sign_in(administrator)
    body = admin.get(page).content.decode()
    assert "Remove the second factor" in body
    assert "Set up a second factor." in body, "the history of the person says it"
    assert sign_in(architect).post(f"{page}second-factor/").status_code == 403
    assert Authenticator.objects.count() == 2
    assert admin.post(f"{page}second-factor/")["Location"] == page
    assert Authenticator.objects.count() == 0
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor, entry.object_id) == (
        "person.second_factor_removed", administrator.email, str(architect.pk),
    )  # fmt: skip
    assert client.get("/profile/").status_code == 302, "who has found it is out, too"
    assert "Remove the second factor" not in admin.get(page).content.decode()
    before = AuditEntry.objects.count()
    admin.post(f"{page}second-factor/")
    assert AuditEntry.objects.count() == before


def test_nobody_gets_around_their_own_by_the_people_page(administrator, set_up):
    _, _, client = set_up(administrator)
    client.post(f"/people/{administrator.pk}/second-factor/")
    assert Authenticator.objects.count() == 2


def test_the_last_administrator_is_helped_at_the_command_line(administrator, set_up, capsys):
    set_up(administrator)
    call_command("create_person", email=administrator.email, role=["administrator"], without_second_factor=True)
    assert "Removed the second factor." in capsys.readouterr().out
    assert Authenticator.objects.count() == 0


def test_under_another_key_no_code_fits(settings, architect, set_up):
    secret, codes, _ = set_up(architect)
    settings.SECRET_KEY = "another key " * 6
    client = by_password(architect)
    for code in (code_of(secret), codes[0], code_of("")):
        assert client.post(PASS, {"code": code}).status_code == 422
