"""A provider of identities adds people, gives them roles and ends their access, as SCIM 2.0 has it."""

from __future__ import annotations

import json
import threading
from http import HTTPStatus
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_models import PatchOp, SearchRequest
from scim2_tester import Status, check_server

from accounts.models import AuditEntry, RoleAssignment, User
from accounts.permissions import Role
from accounts.services.keeping.erasing import DOMAIN
from api.models import Token
from tests.api.bearing import service_program
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
CORE, GROUP = "urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ANN = {"schemas": [CORE], "userName": "ann@example.org", "displayName": "Ann Lee", "active": True}


class Provider:
    """A provider of identities, with the token of a service."""

    def __init__(self, token: dict[str, str]) -> None:
        self.token, self.client = token, Client()

    def ask(self, method: str, address: str, said: Any = None) -> HttpResponse:
        body = {"data": json.dumps(said), "content_type": "application/scim+json"} if said is not None else {}
        return getattr(self.client, method)(f"/scim/v2/{address}", headers=self.token, **body)

    def patch(self, address: str, *operations: dict[str, Any]) -> HttpResponse:
        return self.ask("patch", address, {"schemas": [PATCH], "Operations": list(operations)})


@pytest.fixture
def provider(administrator) -> Provider:
    return Provider(service_program("administrator", administrator).shown)


def ids(answer: HttpResponse) -> list[str]:
    return [each["id"] for each in answer.json().get("Resources", [])]


def test_somebody_comes_is_renamed_leaves_and_comes_back(provider, sign_in):
    added = provider.ask("post", "Users", ANN)
    assert added.status_code == 201, added.content
    person = User.objects.get(email="ann@example.org")
    assert (person.name, person.roles, person.is_active) == ("Ann Lee", {"owner"}, True)
    here = f"Users/{person.pk}"
    assert added["Location"].endswith(f"/scim/v2/{here}")
    assert added.json() == provider.ask("get", here).json()
    renamed = provider.patch(here, {"op": "Replace", "path": "displayName", "value": "Ann Okoro"})
    assert renamed.json()["displayName"] == "Ann Okoro"
    browser = sign_in(person)
    assert browser.get("/profile/").status_code == 200
    assert provider.patch(here, {"op": "replace", "value": {"active": False}}).json()["active"] is False
    assert browser.get("/profile/").status_code == 302
    assert provider.ask("put", here, {**ANN, "displayName": "Ann Okoro"}).json()["active"] is True
    told = AuditEntry.objects.filter(object_type="user", actor="service:administrator").order_by("pk")
    assert [each.action for each in told] == ["person.created", "person.edited", "person.stopped", "person.edited"]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ({"displayName": "Ann Lee"}, "Ann Lee"),
        ({"name": {"formatted": "Ann Lee"}}, "Ann Lee"),
        ({"name": {"givenName": "Ann", "familyName": "Lee"}}, "Ann Lee"),
        ({"name": {"givenName": "Ann"}, "nickName": "Annie", "title": "Head"}, "Ann"),
        ({}, ""),
    ],
)
def test_the_name_in_each_way_that_providers_say_it(provider, name, called):
    said = {"schemas": [CORE], "userName": "Ann@Example.org", "emails": [{"value": "x@example.org"}], **name}
    assert provider.ask("post", "Users", said).status_code == 201
    person = User.objects.get(email="ann@example.org")
    assert (person.name, person.is_active) == (called, True)
    renamed = provider.patch(f"Users/{person.pk}", {"op": "replace", "path": "name.formatted", "value": "Ann Okoro"})
    assert renamed.json()["displayName"] == "Ann Okoro"


def test_roles_are_groups(provider):
    ann, ben = PersonFactory(roles=["owner"]), PersonFactory(roles=["owner", "manager"])
    [architects] = ids(provider.ask("get", 'Groups?filter=displayName eq "Architect"&excludedAttributes=members'))
    add = {"op": "Add", "path": "members", "value": [{"value": str(ann.pk)}, {"value": str(ben.pk)}]}
    given = provider.patch(f"Groups/{architects}", add)
    assert {each["value"] for each in given.json()["members"]} == {str(ann.pk), str(ben.pk)}
    provider.patch(f"Groups/{architects}", {"op": "remove", "path": f'members[value eq "{ben.pk}"]'})
    entra = {"op": "Remove", "path": "members", "value": [{"value": str(ben.pk)}]}
    provider.patch("Groups/manager", entra)
    roles = [set(RoleAssignment.objects.filter(user=each).values_list("role", flat=True)) for each in (ann, ben)]
    assert roles == [{"owner", "architect"}, {"owner"}]
    said = {"schemas": [GROUP], "displayName": "Architect", "members": [{"value": str(ben.pk)}]}
    assert [each["value"] for each in provider.ask("put", "Groups/architect", said).json()["members"]] == [str(ben.pk)]


def test_who_is_found(provider, administrator):
    people = [PersonFactory(email=f"p{n}@example.org", name="Ann" if n % 2 else "Ben") for n in range(5)]
    gone = PersonFactory(email=f"person-1@{DOMAIN}", is_active=False)
    found = provider.ask("get", 'Users?filter=userName eq "P3@example.org"')
    assert ids(found) == [str(people[3].pk)]
    assert len(ids(provider.ask("get", 'Users?filter=displayName co "nn" and active eq true'))) == 2
    assert ids(provider.ask("get", 'Users?filter=externalId eq "1"')) == []
    part = provider.ask("get", "Users?startIndex=2&count=3").json()
    assert (part["totalResults"], part["startIndex"], part["itemsPerPage"], len(part["Resources"])) == (6, 2, 3, 3)
    assert "displayName" not in provider.ask("get", "Users?attributes=userName").json()["Resources"][0]
    assert provider.ask("get", f"Users/{gone.pk}").status_code == 404


@pytest.mark.parametrize(
    ("method", "address", "said", "status", "kind"),
    [
        ("post", "Users", {**ANN, "userName": "administrator@example.org"}, 409, "uniqueness"),
        ("post", "Users", {**ANN, "userName": "no address"}, 400, "invalidValue"),
        ("post", "Users", {**ANN, "displayName": "a\u0000b"}, 400, "invalidValue"),
        ("post", "Users", {**ANN, "displayName": "a\nb"}, 400, "invalidValue"),
        ("post", "Users", {**ANN, "displayName": "x" * 200}, 400, "invalidValue"),
        ("post", "Users", {"schemas": [CORE]}, 400, "invalidValue"),
        ("post", "Users", [], 400, "invalidSyntax"),
        ("post", "Users", "ann", 400, "invalidSyntax"),
        ("post", "Users", {**ANN, "active": "perhaps"}, 400, "invalidValue"),
        ("put", "Users/{me}", ANN, 400, "mutability"),
        ("patch", "Users/{me}", {"schemas": [PATCH], "Operations": [{"op": "fly"}]}, 400, "invalidValue"),
        ("patch", "Users/{me}", {"schemas": [PATCH], "Operations": []}, 400, "invalidValue"),
        ("patch", "Users/{me}", {"schemas": [PATCH], "Operations": [{"op": None}]}, 400, "invalidValue"),
        ("patch", "Users/{me}", {"schemas": [PATCH], "Operations": [{"op": "remove"}]}, 400, "noTarget"),
        ("delete", "Users/{me}", None, 501, None),
        ("get", "Users/0", None, 404, None),
        ("get", "Users/" + "9" * 40, None, 404, None),
        ("get", "Users/x%00", None, 404, None),
        ("get", "Users?filter=userName like 1", None, 400, "invalidFilter"),
        ("get", "Users?count=many", None, 400, "invalidValue"),
        ("post", "Groups", {"schemas": [GROUP], "displayName": "Owner"}, 409, "uniqueness"),
        ("post", "Groups", {"schemas": [GROUP], "displayName": "Pilots"}, 501, None),
        ("put", "Groups/pilot", {"schemas": [GROUP], "displayName": "Pilots"}, 404, None),
        ("put", "Groups/owner", {"schemas": [GROUP], "displayName": "Owner", "members": [{"value": "0"}]}, 404, None),
        ("delete", "Groups/owner", None, 501, None),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(
    provider, administrator, method, address, said, status, kind
):  # fmt: skip
    User.objects.filter(pk=administrator.pk).update(email="administrator@example.org")
    before = list(User.objects.values_list("email", "name", "is_active")), RoleAssignment.objects.count()
    refused = provider.ask(method, address.replace("{me}", str(administrator.pk)), said)
    assert refused.status_code == status, refused.content
    assert refused["Content-Type"].startswith("application/scim+json")
    error = refused.json()
    assert (error["status"], error.get("scimType")) == (str(status), kind)
    assert error["detail"]
    assert before == (list(User.objects.values_list("email", "name", "is_active")), RoleAssignment.objects.count())


def test_the_last_administrator_stays(provider, administrator):
    last = provider.patch(f"Users/{administrator.pk}", {"op": "replace", "path": "active", "value": False})
    roles = {"schemas": [GROUP], "displayName": "Administrator", "members": []}
    assert [last.status_code, provider.ask("put", "Groups/administrator", roles).status_code] == [409, 409]
    administrator.refresh_from_db()
    assert administrator.is_active
    assert Role.ADMINISTRATOR.value in User.objects.get(pk=administrator.pk).roles


@pytest.mark.parametrize(
    ("role", "scopes", "statuses"),
    [
        ("administrator", Token.Scope.values, [200, 201]),
        ("administrator", [Token.Scope.PEOPLE_READ], [200, 403]),
        ("administrator", [Token.Scope.SYSTEMS_READ], [403, 403]),
        ("architect", Token.Scope.values, [403, 403]),
    ],
)
def test_who_may(administrator, role, scopes, statuses):
    asking = Provider(service_program(role, administrator, scopes).shown)
    assert [asking.ask("get", "Users").status_code, asking.ask("post", "Users", ANN).status_code] == statuses


@pytest.mark.parametrize("token", [{}, {"Authorization": "Bearer no"}, {"Authorization": "Basic eDp5"}])
def test_nobody_gets_in_without_a_token(token, administrator):
    nobody = Provider(token)
    for address in ("Users", "Groups/owner", "ServiceProviderConfig", "Schemas", "ResourceTypes"):
        refused = nobody.ask("get", address)
        assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    nobody.client.force_login(administrator)
    assert nobody.ask("get", "Users").status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.django_db(transaction=True)
def test_two_that_add_somebody_to_a_role_at_once_add_both(administrator):
    """Each has read the members without the other's."""
    if connection.vendor != "postgresql":
        pytest.skip("threads need a database server")
    provider = Provider(service_program("administrator", administrator).shown)
    people = [PersonFactory(roles=["owner"]) for _ in range(6)]

    def add(person: User) -> None:
        value = [{"value": str(person.pk)}]
        Provider(provider.token).patch("Groups/architect", {"op": "add", "path": "members", "value": value})
        connection.close()

    threads = [threading.Thread(target=add, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert RoleAssignment.objects.filter(role="architect").count() == len(people)


@pytest.fixture
def client_of_others(transactional_db, administrator) -> WSGISCIMClient:
    """It refuses answers that are not as RFC 7643 and 7644 have them."""
    token = service_program("administrator", administrator).shown
    client = WSGISCIMClient(get_wsgi_application(), base_url="http://localhost/scim/v2", headers=token)
    client.discover()
    return client


def test_a_tester_of_others_finds_nothing_in_the_description(client_of_others):
    results = check_server(client_of_others, include_tags={"discovery", "misc"})
    failed = [f"{each.title}: {each.reason}" for each in results if each.status in (Status.ERROR, Status.CRITICAL)]
    assert len(results) > 10
    assert not failed, "\n".join(failed)


def test_a_client_of_others_goes_the_whole_way(client_of_others):
    user, group = (client_of_others.get_resource_model(name) for name in ("User", "Group"))
    ann = client_of_others.create(user(user_name="ann@example.org", display_name="Ann"))
    patch = PatchOp[user](operations=[{"op": "replace", "path": "displayName", "value": "Ann Lee"}])
    assert client_of_others.modify(user, ann.id, patch).display_name == "Ann Lee"
    [found] = client_of_others.query(user, query_parameters=SearchRequest(filter='userName sw "ann"')).resources
    found.active = False
    assert client_of_others.replace(found).active is False
    joined = PatchOp[group](operations=[{"op": "add", "path": "members", "value": [{"value": ann.id}]}])
    assert [each.value for each in client_of_others.modify(group, "manager", joined).members] == [ann.id]
    person = User.objects.get(pk=ann.id)
    assert (person.name, person.is_active, person.roles) == ("Ann Lee", False, {"owner", "manager"})
