"""What a provider says, before anything is done with it: two documents, of which each could be somebody else's."""

from __future__ import annotations

import pytest

from accounts.services.identity.claims import UnusableClaims, recognised
from accounts.services.identity.provider import Provider

ISSUER = "https://login.corp.example"
PROVIDER = Provider(
    key="corp", name="Corp", issuer=ISSUER, client_id="a", client_secret="b", roles_claim="a.b", roles={"x": "owner"}
)
TOKEN = {"iss": ISSUER, "sub": "7"}
VERIFIED = {"email": "Anna@Example.ORG", "email_verified": True}


@pytest.mark.parametrize(
    ("id_token", "userinfo"),
    [
        ({"iss": ISSUER}, {}),
        ({"iss": ISSUER, "sub": ""}, {}),
        ({"iss": ISSUER, "sub": 7}, {}),
        ({"iss": ISSUER, "sub": "7" * 256}, {}),
        ({"iss": ISSUER, "sub": "7\u202e"}, {}),
        ({"sub": "7"}, {}),
        ({"iss": f"{ISSUER}/", "sub": "7"}, {}),
        (TOKEN, {"sub": "8"}),
        (TOKEN, {"email": "anna@example.org"}),
    ],
)
def test_who_is_not_said_clearly_is_nobody(id_token, userinfo):
    with pytest.raises(UnusableClaims):
        recognised(PROVIDER, id_token=id_token, userinfo=userinfo)


@pytest.mark.parametrize(
    ("id_token", "userinfo", "email"),
    [
        ({**TOKEN, **VERIFIED}, {}, "anna@example.org"),
        (TOKEN, {"sub": "7", **VERIFIED}, "anna@example.org"),
        ({**TOKEN, "email": "boss@example.org"}, {"sub": "7", **VERIFIED}, "anna@example.org"),
        ({**TOKEN, "email": "boss@example.org"}, {"sub": "7", "email_verified": True}, ""),
        ({**TOKEN, "email_verified": True}, {"sub": "7", "email": "boss@example.org"}, ""),
        (TOKEN, {}, ""),
    ],
)
def test_an_address_counts_where_the_document_that_has_it_says_so(id_token, userinfo, email):
    assert recognised(PROVIDER, id_token=id_token, userinfo=userinfo).email == email


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"a": {"b": ["x", "y"]}}, {"owner"}),
        ({"a": {"b": "x"}}, {"owner"}),
        ({"a.b": ["x"]}, {"owner"}),
        ({"a": "x"}, set()),
        ({"a": {"b": {"x": True}}}, set()),
        ({"a": {"b": [None, 1, ["x"]]}}, set()),
        ({}, set()),
    ],
)
def test_roles_stand_at_a_name_or_a_path(claims, roles):
    assert recognised(PROVIDER, id_token={**TOKEN, **claims}, userinfo={}).roles == roles


@pytest.mark.parametrize(
    ("said", "name"), [("Anna", "Anna"), ("A\nB", ""), (None, ""), (["x"], ""), ("x" * 500, "x" * 120)]
)
def test_a_name_is_one_line(said, name):
    assert recognised(PROVIDER, id_token={**TOKEN, "name": said}, userinfo={}).name == name
