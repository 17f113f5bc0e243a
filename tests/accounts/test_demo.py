"""The demonstration's one click, and that it exists nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actions.signing_in import DEMO_PEOPLE
from accounts.models import AuditEntry
from accounts.permissions import Role
from tests.accounts.conftest import signed_in_as
from tests.factories import PersonFactory

ROLES = [role.value for role in Role]


@pytest.mark.parametrize("role", ROLES)
def test_one_click_signs_in_as_each_role(db, settings, role):
    settings.DEMO = True
    person = PersonFactory(email=DEMO_PEOPLE[role], roles=[role])
    PersonFactory(email="somebody.else@example.org", roles=[role])
    client = Client()
    assert f'name="role" value="{role}"' in client.get("/sign-in/").content.decode()
    response = client.post("/sign-in/demo/", {"role": role, "next": "/profile/"})
    assert response["Location"] == "/profile/"
    assert signed_in_as(client) == person.pk
    assert AuditEntry.objects.get().detail == {"by": "demo"}


@pytest.mark.parametrize("role", ROLES)
def test_outside_the_demonstration_there_is_no_such_page(db, settings, role):
    settings.DEMO = False
    PersonFactory(email=DEMO_PEOPLE[role], roles=[role])
    client = Client()
    assert client.post("/sign-in/demo/", {"role": role}).status_code == 404
    assert signed_in_as(client) is None
    assert "/sign-in/demo/" not in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("role", ["", "root", "<script>", *ROLES])
def test_without_the_demonstrations_people_it_says_what_to_do(db, settings, role):
    settings.DEMO = True
    PersonFactory(email="architect@example.org", roles=[])
    PersonFactory(email="manager@example.org", roles=["manager"], is_active=False)
    client = Client()
    response = client.post("/sign-in/demo/", {"role": role}, follow=True)
    assert "Run “manage.py demo”" in response.content.decode()
    assert signed_in_as(client) is None


def test_a_visit_is_no_click(db, settings):
    settings.DEMO = True
    assert Client().get("/sign-in/demo/").status_code == 405


@pytest.mark.parametrize(
    "asker",
    [
        {"REMOTE_ADDR": "192.168.0.7"},
        {"REMOTE_ADDR": "2001:db8::1"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1, 203.0.113.9:4711"},
        {"HTTP_X_FORWARDED_FOR": "unknown"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
    ],
)
def test_it_is_for_who_sits_at_the_machine(db, settings, asker):
    """Whatever the address that the server listens on: neither one click nor the outbox is for strangers."""
    settings.DEMO, settings.MAIL_SERVER = True, None
    PersonFactory(email=DEMO_PEOPLE["owner"], roles=["owner"])
    stranger = Client(**asker)
    assert stranger.post("/sign-in/demo/", {"role": "owner"}).status_code == 404
    assert signed_in_as(stranger) is None
    assert "/sign-in/demo/" not in stranger.get("/sign-in/").content.decode()
    assert stranger.get("/outbox/").status_code == 404
    settings.DEMO_PUBLIC = True
    assert stranger.get("/outbox/").status_code == 200
    assert stranger.post("/sign-in/demo/", {"role": "owner"}).status_code == 302


@pytest.mark.parametrize(
    "asker", [{"REMOTE_ADDR": "::1"}, {"REMOTE_ADDR": "::ffff:127.0.0.1"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}]
)
def test_this_machine_has_several_addresses(db, settings, asker):
    settings.DEMO = True
    assert "/sign-in/demo/" in Client(**asker).get("/sign-in/").content.decode()
