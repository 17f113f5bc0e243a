"""Administrators look after people."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, User
from accounts.permissions import Role
from tests.factories import PersonFactory

NEW = {"email": "Anna.Berg@Example.org", "name": "Anna Berg", "roles": ["owner", "manager"]}
QUERIES = 6  # session, person, their roles, count, page, roles of the page


def form_of(person: User, **changes: object) -> dict[str, object]:
    roles = [assignment.role for assignment in person.role_assignments.all()]
    form = {"name": person.name, "roles": roles, "may_sign_in": "on", "version": person.version, **changes}
    return {name: value for name, value in form.items() if value is not None}


def address(person: User) -> str:
    return f"/people/{person.pk}/"


@pytest.mark.parametrize("number", [1, 3, 49])
def test_the_list_asks_as_much_for_one_as_for_many(administrator, sign_in, number):
    client = sign_in(administrator)
    for _ in range(number):
        PersonFactory(roles=["owner", "manager"])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get("/people/")
    assert f"{number + 1} people" in response.content.decode()
    assert len(queries) == QUERIES


def test_fifty_a_page(administrator, sign_in):
    User.objects.bulk_create(User(email=f"p{n:03}@example.org", name=f"Person {n:03}") for n in range(119))
    client = sign_in(administrator)
    assert client.get("/people/").content.decode().count('<th scope="row">') == 50
    assert client.get("/people/?page=3").content.decode().count('<th scope="row">') == 20
    for odd in ("0", "-1", "x", "99999999999999999999"):
        assert client.get("/people/", {"page": odd}).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "berg"}, {"Anna Berg"}),
        ({"q": "ANNA example"}, {"Anna Berg"}),
        ({"q": "carl"}, {"Zoë Carl"}),
        ({"role": "owner"}, {"Anna Berg"}),
        ({"access": "no"}, {"Zoë Carl"}),
        ({"access": "yes", "role": "manager"}, {"Anna Berg"}),
        ({"q": "100%_"}, set()),
        ({"q": "<script>alert(1)</script>"}, set()),
        ({"role": "wizard"}, {"Anna Berg", "Zoë Carl"}),
    ],
)
def test_search_and_filters(administrator, sign_in, query, found):
    PersonFactory(email="anna@example.org", name="Anna Berg", roles=["owner", "manager"])
    PersonFactory(email="z@example.net", name="Zoë Carl", roles=["architect"], is_active=False)
    body = sign_in(administrator).get("/people/", query).content.decode()
    assert {name for name in ("Anna Berg", "Zoë Carl") if f">{name}</a>" in body} == found
    assert "<script>alert" not in body
    if not found:
        assert "Nobody matches" in body


def test_a_person_is_added(administrator, sign_in):
    response = sign_in(administrator).post("/people/new/", NEW, follow=True)
    assert "http://localhost:8000/sign-in/?email=anna.berg%40example.org" in response.content.decode()
    anna = User.objects.get(email="anna.berg@example.org")
    assert (anna.name, anna.roles, anna.is_active) == ("Anna Berg", {"owner", "manager"}, True)
    assert not anna.has_usable_password()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.object_label) == ("person.created", administrator.email, "Anna Berg")
    assert entry.detail == {"email": "anna.berg@example.org", "roles": ["manager", "owner"]}


def test_adding_the_same_person_twice_says_who_is_there(administrator, sign_in):
    client = sign_in(administrator)
    client.post("/people/new/", NEW)
    response = client.post("/people/new/", {**NEW, "name": "Another"})
    body = response.content.decode()
    assert response.status_code == 422
    assert "Somebody has this address already" in body
    assert 'value="Another"' in body
    assert User.objects.filter(email="anna.berg@example.org").count() == 1
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "", "Type the e-mail address the person signs in with."),
        ("email", "anna", "An e-mail address looks like"),
        ("email", "a" * 250 + "@example.org", "at most 254"),
        ("name", "", "Type the name by which colleagues know this person."),
        ("name", "x" * 121, "at most 120"),
        ("name", "a\x00", "Null characters"),
        ("roles", [], "Choose at least one role"),
        ("roles", ["owner", "king"], "king is not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(administrator, sign_in, field, value, said):
    response = sign_in(administrator).post("/people/new/", {**NEW, field: value})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert field == "name" or 'value="Anna Berg"' in response.content.decode()
    assert User.objects.count() == 1
    assert AuditEntry.objects.count() == 0


def test_a_hostile_name_is_only_text_everywhere(administrator, sign_in):
    person = PersonFactory(name="<script>alert(1)</script>", roles=["owner"])
    client = sign_in(administrator)
    pages = [
        client.get("/people/"),
        client.get(address(person)),
        client.post(address(person), form_of(person), follow=True),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_a_person_is_changed(administrator, owner, sign_in):
    client = sign_in(administrator)
    assert client.post(address(owner), form_of(owner, name="New", roles=["architect"])).status_code == 302
    person = User.objects.get(pk=owner.pk)
    assert (person.name, person.roles, person.version) == ("New", {"architect"}, 2)
    entry = AuditEntry.objects.get()
    assert entry.action == "person.edited"
    assert entry.detail["before"] == {"name": owner.name, "roles": ["owner"]}
    assert entry.detail["after"] == {"name": "New", "roles": ["architect"]}
    assert "Changed what" in client.get(address(owner)).content.decode()


def test_saving_without_a_change_writes_nothing_down(administrator, owner, sign_in):
    assert sign_in(administrator).post(address(owner), form_of(owner)).status_code == 302
    assert AuditEntry.objects.count() == 0


def test_somebody_else_was_quicker(administrator, owner, sign_in):
    client = sign_in(administrator)
    stale = form_of(owner, name="Mine")
    client.post(address(owner), form_of(owner, name="Theirs", roles=["architect"]))
    response = client.post(address(owner), stale)
    body = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this person meanwhile" in body
    assert "Theirs · Architect · may sign in" in body
    assert 'value="Mine"' in body
    assert User.objects.get(pk=owner.pk).name == "Theirs"
    # Sent again, now knowingly, it counts.
    assert (
        client.post(address(owner), {**stale, "version": response.context["form"]["version"].value()}).status_code
        == 302
    )
    assert User.objects.get(pk=owner.pk).name == "Mine"


def test_without_access_all_sessions_end_for_good(administrator, owner, sign_in):
    client, theirs = sign_in(administrator), sign_in(owner)
    assert theirs.get("/profile/").status_code == 200
    client.post(address(owner), form_of(owner, may_sign_in=None))
    assert theirs.get("/profile/").status_code == 302
    assert AuditEntry.objects.get().action == "person.stopped"
    # Access given back does not bring old sessions back.
    key = theirs.cookies["session"].value
    owner = User.objects.get(pk=owner.pk)
    client.post(address(owner), form_of(owner))
    again = Client()
    again.cookies["session"] = key
    assert User.objects.get(pk=owner.pk).is_active
    assert again.get("/profile/").status_code == 302


def test_a_session_copied_before_does_not_come_back(administrator, owner, sign_in):
    """As above, while the person was away: nothing has looked at the session in between."""
    client, theirs = sign_in(administrator), sign_in(owner)
    client.post(address(owner), form_of(owner, may_sign_in=None))
    client.post(address(owner), form_of(User.objects.get(pk=owner.pk)))
    assert theirs.get("/profile/").status_code == 302


def test_administrators_do_not_lock_themselves_out(administrator, sign_in):
    PersonFactory(roles=[Role.ADMINISTRATOR])
    response = sign_in(administrator).post(address(administrator), form_of(administrator, may_sign_in=None))
    assert response.status_code == 422
    assert "You cannot end your own access." in response.content.decode()
    assert User.objects.get(pk=administrator.pk).is_active


def test_the_last_administrator_stays_one(administrator, sign_in):
    PersonFactory(roles=[Role.ADMINISTRATOR], is_active=False)
    client = sign_in(administrator)
    response = client.post(address(administrator), form_of(administrator, roles=["owner"]))
    assert response.status_code == 422
    assert "Make somebody an administrator first." in response.content.decode()
    assert User.objects.get(pk=administrator.pk).roles == {Role.ADMINISTRATOR}
    assert AuditEntry.objects.count() == 0
    PersonFactory(roles=[Role.ADMINISTRATOR])
    assert client.post(address(administrator), form_of(administrator, roles=["owner"])).status_code == 302
    assert client.get("/people/").status_code == 403


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"roles": []}, {"roles": ["king"]}, {"version": "x"}, {"version": None}, {"version": "-1"}],
)
def test_a_change_that_cannot_be_read(administrator, owner, sign_in, changes):
    response = sign_in(administrator).post(address(owner), form_of(owner, **changes))
    assert response.status_code == 422
    assert User.objects.get(pk=owner.pk).version == 1


def test_a_person_who_is_not_there(administrator, sign_in):
    for method in ("get", "post"):
        assert getattr(sign_in(administrator), method)("/people/999999/").status_code == 404


def test_access_ends_without_a_name_that_nobody_knows(administrator, sign_in):
    """Who was imported by address has none."""
    imported = PersonFactory(email="imported@example.org", name="", roles=["owner"])
    response = sign_in(administrator).post(address(imported), form_of(imported, may_sign_in=None))
    assert response.status_code == 302
    imported.refresh_from_db()
    assert (imported.is_active, imported.name) == (False, "")


def test_a_name_that_is_there_is_not_emptied(administrator, sign_in, manager):
    assert sign_in(administrator).post(address(manager), form_of(manager, name="")).status_code == 422
