"""Passkeys at the door: what a browser sends is anybody's. That a real one gets in, tests/browser shows."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.accounts.conftest import PASSWORD, signed_in_as

ADD, PASS = "/profile/second-factor/passkey/", "/sign-in/second/passkey/"
HOSTILE = [
    "", "null", "[]", "{}", "{", "1" * 30_000, "[" * 5_000, '{"id": 1}', '{"response": null}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {},
                "response": {"clientDataJSON": "e30", "attestationObject": "AA", "authenticatorData": "AA",
                             "signature": "AA", "userHandle": None}}),
]  # fmt: skip


def by_password(person) -> Client:
    client = Client()
    client.post("/sign-in/", {"email": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("credential", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_passkey_is_refused(architect, with_password, credential):
    client = by_password(with_password(architect))
    asked = client.post(f"{ADD}options/").json()["publicKey"]
    assert asked["rp"] == {"id": "localhost", "name": "DR Portal"}
    assert client.post(ADD, {"name": "Phone", "credential": credential}).status_code == 422
    assert Authenticator.objects.count() == 0
    Authenticator.objects.create(user=architect, type="totp", data={"secret": "unreadable"})
    waiting = by_password(architect)
    assert waiting.post(f"{PASS}options/").status_code == 200
    answer = waiting.post(PASS, {"credential": credential})
    assert answer.status_code == 422
    assert "This passkey did not fit." in answer.content.decode()
    assert signed_in_as(waiting) is None


def test_tries_are_counted_with_those_of_codes(architect, with_password):
    Authenticator.objects.create(user=with_password(architect), type="totp", data={"secret": "unreadable"})
    client = by_password(architect)
    assert [client.post(PASS, {"credential": "{}"}).status_code for _ in range(11)] == [422] * 10 + [429]
