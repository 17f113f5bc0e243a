"""Every refusal is a problem, whoever refused, and carries what protects an answer."""

from __future__ import annotations

import pytest
from django.test import Client

from api.views import systems
from tests.api.bearing import bearer
from tests.factories import PersonFactory, SystemFactory
from tests.pages.page_faults import header_faults

pytestmark = pytest.mark.django_db
LIST = "/api/v1/systems"


@pytest.fixture
def headers() -> dict[str, str]:
    SystemFactory(key="shop")
    return bearer(PersonFactory(roles=["architect"]))[1]


@pytest.fixture
def outside() -> Client:
    """With the check of where forms come from, and with faults as answers, as programs meet the portal."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def assert_problem(response, status: int) -> None:
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status
    assert response.json()["title"]
    assert list(header_faults(response, signed_in=False)) == []


def test_without_a_token_nobody_is_known(outside, sign_in, architect):
    for client in (outside, sign_in(architect)):
        for shown in (
            {},
            {"Authorization": "Bearer "},
            {"Authorization": "Bearer drp_x"},
            {"Authorization": "Basic eDp5"},
        ):
            answer = client.get(LIST, headers=shown)
            assert_problem(answer, 401)
            assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "address", ["/api/v1/", "/api/v1/nothing", f"{LIST}/nothing", f"{LIST}/a%00b", f"{LIST}/" + "x" * 3_000]
)
def test_what_is_not_there(outside, headers, address):
    assert_problem(outside.get(address, headers=headers), 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_is_not_there(outside, headers, method):
    for address in (LIST, f"{LIST}/shop", "/api/v1/openapi.json"):
        assert_problem(outside.generic(method, address, headers=headers), 405)


def test_too_large_a_body(outside, headers):
    body = b"a=" + b"b" * 12 * 1024 * 1024
    answer = outside.generic("POST", LIST, body, content_type="application/x-www-form-urlencoded", headers=headers)
    assert_problem(answer, 413)


def test_a_fault_tells_nothing_of_itself(outside, headers, monkeypatch):
    def broken(*args: object) -> None:
        raise RuntimeError("Quetzalcoatl")

    monkeypatch.setattr(systems, "one", broken)
    answer = outside.get(f"{LIST}/shop", headers=headers)
    assert_problem(answer, 500)
    assert b"Quetzalcoatl" not in answer.content


def test_a_head_is_a_get_without_its_body(outside, headers):
    whole, bare = outside.get(LIST, headers=headers), outside.head(LIST, headers=headers)
    assert (bare.status_code, bare.content, bare["ETag"]) == (200, b"", whole["ETag"])
    assert outside.head(LIST).status_code == 401


def test_what_a_refusal_says_is_in_the_language_asked_for(outside):
    assert "Falta el token" in outside.get(LIST, headers={"Accept-Language": "es"}).json()["detail"]


def test_no_answer_to_a_token_is_stored(outside, headers):
    assert outside.get(LIST, headers=headers)["Cache-Control"] == "no-store"


def test_pages_keep_their_own_refusals(outside):
    assert outside.get("/nowhere/")["Content-Type"].startswith("text/html")
