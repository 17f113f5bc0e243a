"""Who may do what: the table of roles, each address for each kind of visitor, and what is never kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver

from accounts.permissions import ROLE_PERMISSIONS, Permission, Role, permissions_of
from tests.factories import PersonFactory

#  permission                      owner  architect manager administrator
TABLE = {
    Permission.ANSWER_QUESTIONS:  (True,  False, False, False),
    Permission.VIEW_ALL_SYSTEMS:  (False, True,  True,  False),
    Permission.EDIT_SYSTEMS:      (False, True,  False, False),
    Permission.IMPORT_SYSTEMS:    (False, True,  False, False),
    Permission.INVITE_OWNERS:     (False, True,  False, False),
    Permission.REVIEW:            (False, True,  False, False),
    Permission.EXPORT_SUMMARIES:  (True,  True,  True,  False),
    Permission.VIEW_PORTFOLIO:    (False, True,  True,  False),
    Permission.EDIT_POLICY:       (False, True,  False, False),
    Permission.VIEW_SCENARIOS:    (False, True,  True,  True),
    Permission.EDIT_SCENARIOS:    (False, True,  False, True),
    Permission.EDIT_QUESTIONNAIRE: (False, True, False, False),
    Permission.MANAGE_PEOPLE:     (False, False, False, True),
    Permission.VIEW_MAIL:         (False, False, False, True),
    Permission.SET_RHYTHM:        (False, False, False, True),
    Permission.VIEW_STATUS:       (False, False, False, True),
    Permission.VIEW_TRAIL:        (False, False, False, True),
}  # fmt: skip
ROLES = (Role.OWNER, Role.ARCHITECT, Role.MANAGER, Role.ADMINISTRATOR)

# Addresses of this application: what a visit and a POST without content answer, to an anonymous visitor, to somebody
# without the permission, and to an administrator. 302 of the anonymous leads to the sign-in page.
ADDRESSES = {
    "/sign-in/":           {"get": (200, 302, 302), "post": (422, 422, 422)},
    "/sign-in/demo/":      {"get": (405, 405, 405), "post": (404, 404, 404)},
    "/sign-in/link/":      {"get": (405, 405, 405), "post": (422, 422, 422)},
    "/sign-in/link/abc/":  {"get": (410, 410, 410), "post": (410, 410, 410)},
    "/sign-in/mail/abc/":  {"get": (302, 302, 302), "post": (302, 302, 302)},
    "/sign-in/second/":    {"get": (302, 302, 302), "post": (302, 302, 302)},
    "/sign-in/second/passkey/": {"get": (405, 405, 405), "post": (302, 302, 302)},
    "/sign-in/second/passkey/options/": {"get": (405, 405, 405), "post": (403, 403, 403)},
    "/sign-in/with/corp/": {"get": (405, 405, 405), "post": (404, 404, 404)},
    "/sign-in/with/corp/back/": {"get": (404, 404, 404), "post": (405, 405, 405)},
    "/sign-out/":          {"get": (405, 405, 405), "post": (302, 302, 302)},
    "/language/":          {"get": (405, 405, 405), "post": (302, 302, 302)},
    "/profile/":           {"get": (302, 200, 200), "post": (302, 422, 422)},
    "/profile/password/":  {"get": (302, 200, 200), "post": (302, 422, 422)},
    "/profile/sessions/":  {"get": (302, 200, 200), "post": (302, 302, 302)},
    "/profile/data/":      {"get": (302, 405, 405), "post": (302, 200, 200)},
    "/profile/second-factor/": {"get": (302, 200, 200), "post": (302, 405, 405)},
    "/profile/second-factor/app/": {"get": (302, 403, 403), "post": (302, 403, 403)},
    "/profile/second-factor/passkey/": {"get": (302, 403, 403), "post": (302, 403, 403)},
    "/profile/second-factor/passkey/options/": {"get": (302, 405, 405), "post": (302, 403, 403)},
    "/profile/second-factor/passkey/{pk}/remove/": {"get": (302, 405, 405), "post": (302, 403, 403)},
    "/profile/second-factor/codes/": {"get": (302, 405, 405), "post": (302, 403, 403)},
    "/profile/second-factor/remove/": {"get": (302, 405, 405), "post": (302, 422, 422)},
    "/people/{pk}/data/":  {"get": (302, 405, 405), "post": (302, 403, 200)},
    "/people/{pk}/erase/": {"get": (302, 403, 200), "post": (302, 403, 302)},
    "/people/{pk}/identities/": {"get": (302, 405, 405), "post": (302, 403, 302)},
    "/people/{pk}/second-factor/": {"get": (302, 405, 405), "post": (302, 403, 302)},
    "/people/":            {"get": (302, 403, 200), "post": (302, 405, 405)},
    "/people/new/":        {"get": (302, 403, 200), "post": (302, 403, 422)},
    "/people/{pk}/":       {"get": (302, 403, 200), "post": (302, 403, 422)},
    "/trail/":             {"get": (302, 403, 200), "post": (302, 405, 405)},
    "/trail/verify/":      {"get": (302, 405, 405), "post": (302, 403, 200)},
}  # fmt: skip
CASES = [(path, method, expected) for path, methods in ADDRESSES.items() for method, expected in methods.items()]


@pytest.fixture
def visitors(manager, administrator, sign_in) -> dict[str, object]:
    return {"manager": manager, "clients": (Client(), sign_in(manager), sign_in(administrator))}


@pytest.mark.parametrize("permission", list(Permission))
def test_what_each_role_may_do(permission):
    assert tuple(permission in permissions_of([role]) for role in ROLES) == TABLE[permission]


def test_the_table_is_complete_and_roles_add_up():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert permissions_of([Role.OWNER, Role.MANAGER]) == permissions_of([Role.OWNER]) | permissions_of([Role.MANAGER])
    assert permissions_of(["king"]) == permissions_of([]) == frozenset()


def test_without_access_nothing_is_allowed(db):
    person = PersonFactory(roles=[Role.ARCHITECT], is_active=False)
    assert not any(person.may(permission) for permission in Permission)


@pytest.mark.parametrize(("path", "method", "expected"), CASES)
def test_each_address_for_each_visitor(path, method, expected, visitors):
    path = path.format(pk=visitors["manager"].pk)
    clients = visitors["clients"]
    answers = [getattr(client, method)(path) for client in clients]
    assert tuple(answer.status_code for answer in answers) == expected
    if expected[0] == 302 and not path.startswith(("/sign", "/language")):
        assert answers[0]["Location"].startswith("/sign-in/?next=")


def test_no_address_was_forgotten():
    [own] = [entry for entry in get_resolver().url_patterns if getattr(entry, "app_name", "") == "accounts"]
    routes = {f"/{pattern.pattern}" for pattern in own.url_patterns}
    named = {
        path.replace("{pk}", "<int:pk>").replace("abc", "<str:token>").replace("corp", "<slug:provider_key>")
        for path in ADDRESSES
    }
    assert routes == named


@pytest.mark.parametrize("path", ["/profile/", "/profile/password/", "/people/", "/people/new/", "/nowhere/"])
def test_pages_of_signed_in_people_are_kept_nowhere(administrator, sign_in, path):
    assert sign_in(administrator).get(path)["Cache-Control"] == "no-store"


def test_the_sign_in_page_is_kept_nowhere(db):
    response = Client().get("/sign-in/")
    assert "no-store" in response["Cache-Control"]
    assert "Accept-Language" in response["Vary"]


def test_a_closed_door_says_who_can_open_it(manager, administrator, sign_in):
    body = sign_in(manager).get("/people/").content.decode()
    assert "It belongs to the role Administrator, which you do not have." in body
    assert f"mailto:{administrator.email}" in body


def test_what_one_may_not_know_of_is_not_there(manager, administrator, sign_in):
    """Without the permission an unknown person and a known one answer alike."""
    client = sign_in(manager)
    assert client.get(f"/people/{administrator.pk}/").status_code == client.get("/people/999999/").status_code == 403


@pytest.fixture
def sign_in_required(db, settings):
    own, djangos = (
        "accounts.middleware.SignInRequiredMiddleware",
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
    )
    settings.MIDDLEWARE = [own if name == djangos else name for name in settings.MIDDLEWARE]


def test_a_form_sent_after_the_session_ended_comes_back_to_its_page(sign_in_required):
    response = Client().post("/people/1/", {"name": "x"}, headers={"referer": "http://testserver/people/1/?a=b"})
    assert response["Location"] == "/sign-in/?next=%2Fpeople%2F1%2F%3Fa%3Db"
    response = Client().post("/people/1/", {"name": "x"}, headers={"referer": "https://evil.example/people/"})
    assert response["Location"] == "/sign-in/?next=%2F"


def test_a_fragment_asked_for_after_the_session_ended_keeps_the_page(sign_in_required):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/systems/shop/?tab=1"}
    response = Client().post("/people/1/", {"name": "typed"}, headers=headers)
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#messages"
    assert "What you typed is still here" in response.content.decode()
    assert 'href="/sign-in/?next=%2Fsystems%2Fshop%2F%3Ftab%3D1"' in response.content.decode()
    assert "<html" not in response.content.decode()
