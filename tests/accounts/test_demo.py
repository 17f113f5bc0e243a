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
