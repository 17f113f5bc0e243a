"""Names and addresses that look like others, or break a line, are refused; domains are what mail servers know."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import PASSWORD, signed_in_as
from tests.factories import PersonFactory, SystemFactory

HIDDEN = [
    "Ana\r\nBcc: x",
    "Ana\nRuiz",
    "Ana\u202eziuR",
    "Ana\u200bRuiz",
    "\ufeffAna",
    "Ana\u2028Ruiz",
    "A\u2066na",
    "A\tna",
]
PROFILE = {"time_zone": "Europe/Madrid", "language": "en"}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_name_that_cannot_be_seen_whole_is_refused(administrator, architect, sign_in, name):
    client, before = sign_in(administrator), administrator.name
    person = {"email": "ana@example.org", "name": name, "roles": ["owner"], "version": 1, "may_sign_in": "on"}
    for place, typed in (
        ("/profile/", {**PROFILE, "name": name}), ("/people/new/", person), (f"/people/{architect.pk}/", person)
    ):  # fmt: skip
        response = client.post(place, typed)
        assert response.status_code == 422, place
        assert "A name is one line" in response.content.decode()
    response = sign_in(architect).post("/systems/new/", {"name": name, "status": "in_use", "hosting": "unknown"})
    assert response.status_code == 422
    assert "A name is one line" in response.content.decode()
    with pytest.raises(CommandError):
        call_command("create_person", "--email", "ana@example.org", "--name", name, "--role", "owner")
    administrator.refresh_from_db()
    assert administrator.name == before
    assert User.objects.count() == 2


@pytest.mark.parametrize("name", ["José Ñandú", "Zoë O’Neil-Müller", "李小龍", "محمد", "Ана Петрова"])
def test_names_of_all_the_world_are_names(owner, sign_in, name):
    assert sign_in(owner).post("/profile/", {**PROFILE, "name": name}).status_code == 302
    owner.refresh_from_db()
    assert owner.name == name


ADDRESSES = ["anna@bücher.example", "Anna@BÜCHER.example", "anna@xn--bcher-kva.example", "anna@ｂücher．example"]


@pytest.mark.parametrize("stored", ADDRESSES[:3])
def test_a_domain_is_one_however_it_is_written(administrator, sign_in, with_password, stored):
    client = sign_in(administrator)
    new = {"email": stored, "name": "Anna", "roles": ["owner"]}
    assert client.post("/people/new/", new).status_code == 302
    anna = with_password(User.objects.get(name="Anna"))
    assert anna.email == "anna@xn--bcher-kva.example"
    for typed in ADDRESSES[:3]:
        browser = Client()
        browser.post("/sign-in/", {"email": typed, "password": PASSWORD})
        assert signed_in_as(browser) == anna.pk
        assert client.post("/people/new/", {**new, "email": typed}).status_code == 422


@pytest.mark.parametrize(
    "typed", ["an\u200bna@example.org", "anna@exam\u200bple.org", "anna@example\u00ad.org", "an\u202ena@x.org"]
)
def test_an_address_with_signs_that_cannot_be_seen_is_refused(administrator, architect, sign_in, typed):
    PersonFactory(email="anna@example.org")
    client = sign_in(administrator)
    assert client.post("/people/new/", {"email": typed, "name": "A", "roles": ["owner"]}).status_code == 422
    assert Client().post("/sign-in/link/", {"email": typed}).status_code == 422
    system = SystemFactory()
    typed_owner = {
        "name": "S",
        "status": "in_use",
        "hosting": "unknown",
        "owner": typed,
        "add_people": "on",
        "version": 1,
    }
    assert sign_in(architect).post(f"/systems/{system.key}/edit/", typed_owner).status_code == 422
    assert User.objects.filter(email__contains="xn--").count() == 0
