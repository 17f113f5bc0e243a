"""A service: roles of its own, somebody who answers for it, and an end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.models import AuditEntry, User
from api.models import Service, Token
from systems.models import System
from tests.api.bearing import Program
from tests.factories import PersonFactory, SystemFactory

pytestmark = pytest.mark.django_db
PAGE = "/people/services/"
GOOD = {"name": "Inventory", "roles": ["architect"], "scopes": ["systems:read", "systems:write"], "days": "365"}
SECRET = re.compile(r"drp_[\w-]{43}")


def made(browser, **sent: object) -> str:
    answer = browser.post(PAGE, {**GOOD, **sent})
    assert answer.status_code == 200, answer.content.decode()
    return SECRET.findall(answer.content.decode())[0]


def program(secret: str) -> Program:
    return Program(None, secret=secret)


def test_it_writes_under_its_own_name_and_outlives_who_made_it(administrator, sign_in):
    service = program(made(sign_in(administrator)))
    User.objects.filter(pk=administrator.pk).update(is_active=False, session_epoch=9)
    me = service.get("me").json()
    assert (me["kind"], me["email"], me["name"], me["roles"]) == ("service", "", "Inventory", ["architect"])
    assert service.post("systems", {"name": "Till", "owner": "ann@example.org", "add_people": True}).status_code == 201
    assert service.change("PATCH", "systems/till", {"site": "Berlin"}).status_code == 200
    told = AuditEntry.objects.filter(object_type="system").order_by("pk")
    assert {(each.actor, each.actor_id) for each in told} == {("service:Inventory", -Service.objects.get().pk)}
    call_command("audit_verify")
    assert "nobody answers for it" in sign_in(PersonFactory(roles=["administrator"])).get(PAGE).content.decode()


def test_it_is_nobody_who_could_be_named_or_asked(administrator, sign_in):
    service = program(made(sign_in(administrator)))
    people = User.objects.count()
    for owner in ("service:Inventory", "Inventory"):
        assert service.post("systems", {"name": "Till", "owner": owner, "add_people": True}).status_code == 422
    assert (User.objects.count(), System.objects.count()) == (people, 0)


def test_its_roles_and_scopes_are_an_end_each(administrator, sign_in):
    SystemFactory(key="shop")
    reading = program(made(sign_in(administrator), roles=["manager"]))
    assert reading.get("systems/shop").status_code == 200
    assert reading.post("systems", {"name": "Till"}).status_code == 403
    assert reading.get("portfolio").status_code == 403  # its role may, its token may not


@pytest.mark.parametrize("sent", [{"roles": []}, {"roles": ["owner"]}, {"scopes": []}, {"name": "a\nb"}])
def test_what_cannot_be_made(administrator, sign_in, sent):
    assert sign_in(administrator).post(PAGE, {**GOOD, **sent}).status_code == 422
    assert not Token.objects.exists()


def test_a_new_secret_an_owner_an_end_and_the_name_again(administrator, sign_in):
    browser, other = sign_in(administrator), PersonFactory(roles=["administrator"])
    once = re.search(r'name="once" value="([^"]+)"', browser.get(PAGE).content.decode())[1]
    first, second = made(browser, once=once), made(browser, once=once)
    assert [program(each).get("me").status_code for each in (first, second)] == [401, 200]
    assert browser.post(PAGE, GOOD).status_code == 422
    here = f"{PAGE}{Service.objects.get().pk}/"
    [third] = SECRET.findall(sign_in(other).post(f"{here}rotate/").content.decode())
    assert [program(each).get("me").status_code for each in (second, third)] == [401, 200]
    assert third not in browser.get(PAGE).content.decode()
    for _ in range(2):
        assert sign_in(other).post(f"{here}answer-for/").status_code == 302
    assert Service.objects.get().owner == other
    for _ in range(2):
        assert browser.post(f"{here}end/").status_code == 302
    assert program(third).get("me").status_code == 401
    assert made(browser) != third
    actions = AuditEntry.objects.filter(action__startswith="service.").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["service.created", "service.taken_over", "service.ended", "service.created"]


def test_it_ends_on_its_day(administrator, sign_in):
    service = program(made(sign_in(administrator), days="30"))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert service.get("me").status_code == 401
        browser = sign_in(administrator)
        assert "over since" in browser.get(PAGE).content.decode()
        answer = browser.post(f"{PAGE}{Service.objects.get().pk}/rotate/", follow=True)
        assert "Its token is over" in answer.content.decode()
