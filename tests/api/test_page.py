"""The page of one's own tokens: the secret is shown once, and what ends a person's access ends their tokens."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts import tasks
from accounts.actions.signing_in import FROM_MAIL
from accounts.models import AuditEntry
from api.models import Token
from tests.accounts.conftest import PASSWORD
from tests.api.bearing import bearer
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PAGE = "/profile/tokens/"
GOOD = {"name": "Dashboard", "scopes": ["systems:read"], "days": "30"}
SECRET = re.compile(r"drp_[\w-]{43}")


def page_of(response) -> str:
    return response.content.decode()


def opens(client, secret: str) -> bool:
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_the_secret_is_shown_once_and_kept_nowhere(client, architect, sign_in):
    browser = sign_in(architect)
    [secret] = SECRET.findall(page_of(browser.post(PAGE, GOOD)))
    assert opens(client, secret)
    assert "Dashboard" in page_of(browser.get(PAGE))
    assert not SECRET.search(page_of(browser.get(PAGE)))
    assert secret not in json.dumps(list(Token.objects.values()), default=str)
    assert secret not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_the_form_sent_twice_makes_one_token_and_the_shown_secret_opens(client, architect, sign_in):
    browser = sign_in(architect)
    once = re.search(r'name="once" value="([^"]+)"', page_of(browser.get(PAGE)))[1]
    first, second = (SECRET.findall(page_of(browser.post(PAGE, {**GOOD, "once": once})))[0] for _ in range(2))
    assert Token.objects.count() == 1
    assert (opens(client, first), opens(client, second)) == (False, True)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 81}, "at most 80"),
        ({"name": "a\nb"}, "line"),
        ({"scopes": []}, "This field is required."),
        ({"scopes": ["systems:own"]}, "systems:own"),
        ({"days": "100000"}, "100000"),
    ],
)
def test_what_cannot_be_made_is_named(architect, sign_in, sent, said):
    answer = sign_in(architect).post(PAGE, {**GOOD, **sent})
    assert answer.status_code == 422
    assert said in page_of(answer)
    assert not Token.objects.exists()


def test_a_name_is_free_again_when_its_token_is_over(architect, sign_in):
    browser = sign_in(architect)
    assert browser.post(PAGE, GOOD).status_code == 200
    taken = browser.post(PAGE, GOOD)
    assert (taken.status_code, "Choose another name" in page_of(taken)) == (422, True)
    assert sign_in(PersonFactory()).post(PAGE, GOOD).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert sign_in(architect).post(PAGE, GOOD).status_code == 200


def test_a_new_secret_and_the_end(client, architect, sign_in):
    token, _ = bearer(architect)
    browser, stranger = sign_in(architect), sign_in(PersonFactory(roles=["administrator"]))
    for verb in ("rotate", "end"):
        assert stranger.post(f"{PAGE}{token.pk}/{verb}/").status_code == 404
    [secret] = SECRET.findall(page_of(browser.post(f"{PAGE}{token.pk}/rotate/")))
    assert opens(client, secret)
    for _ in range(2):
        assert browser.post(f"{PAGE}{token.pk}/end/").status_code == 302
    assert not opens(client, secret)
    assert "This token is over" in page_of(browser.post(f"{PAGE}{token.pk}/rotate/", follow=True))
    actions = AuditEntry.objects.filter(action__startswith="token.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["token.created", "token.rotated", "token.ended"]
    call_command("audit_verify")


def test_who_came_by_the_link_of_a_mail_makes_none(architect, sign_in):
    token, _ = bearer(architect)
    browser = sign_in(architect)
    session = browser.session
    session[FROM_MAIL] = True
    session.save()
    assert [browser.post(address, GOOD).status_code for address in (PAGE, f"{PAGE}{token.pk}/rotate/")] == [403, 403]


def test_a_new_password_and_the_end_of_all_sessions_end_tokens(client, architect, sign_in):
    architect.set_password(PASSWORD)
    architect.save()
    new = "three green hills at dawn"
    for address, sent in (
        ("/profile/password/", {"old": PASSWORD, "new": new, "again": new}),
        ("/profile/sessions/", {}),
    ):
        _, headers = bearer(architect)
        browser = sign_in(architect)
        assert client.get("/api/v1/me", headers=headers).status_code == 200
        answer = browser.post(address, sent)
        assert answer.status_code == 302, page_of(answer)
        assert client.get("/api/v1/me", headers=headers).status_code == 401
        assert browser.get(PAGE).status_code == 200
        architect.refresh_from_db()


def test_it_belongs_to_the_person_and_goes_with_them(architect, administrator, sign_in):
    token, _ = bearer(architect)
    told = sign_in(architect).post("/profile/data/")
    content = b"".join(told.streaming_content) if told.streaming else told.content
    assert b"systems:read" in content
    assert token.token_hash.encode() not in content
    type(architect).objects.filter(pk=architect.pk).update(is_active=False)
    assert sign_in(administrator).post(f"/people/{architect.pk}/erase/").status_code == 302
    assert not Token.objects.exists()


def test_what_is_over_is_deleted_after_its_days(architect, settings):
    settings.KEEP_WORK_DAYS = 90
    bearer(architect)
    for days, left in ((119, 1), (121, 0)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            tasks.retain()
        assert Token.objects.count() == left


def test_the_page_for_people_shows_every_address(architect, sign_in):
    page = page_of(sign_in(architect).get("/api/"))
    paths = sign_in(architect).get("/api/v1/openapi.json").json()["paths"]
    operations = [each for methods in paths.values() for each in methods]
    assert len(re.findall(r"(?:GET|POST|PUT|PATCH|DELETE) /api/v1/", page)) == len(operations)
