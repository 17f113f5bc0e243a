"""A real OpenID provider on this machine, and the walk to it and back as a browser takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client
from oidc_provider_mock import run_server_in_thread

from accounts.services.identity.provider import Provider


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def offer(settings, issuer) -> Callable[..., Provider]:
    """`offer(creates_people=True, …)` puts the provider on the sign-in page, as the operator describes it."""

    def offered(**described: object) -> Provider:
        plain = Provider(
            key="corp", name="Corp account", issuer=issuer, client_id="portal", client_secret="only for tests"
        )
        provider = replace(plain, **described)
        settings.SIGN_IN_PROVIDERS = {**settings.SIGN_IN_PROVIDERS, provider.key: provider}
        return provider

    return offered


@pytest.fixture
def known_there(issuer) -> Callable[..., str]:
    """`known_there("7", email="anna@example.org", …)`: somebody at the provider, with what it says about them."""

    def known(subject: str, **claims: object) -> str:
        claims.setdefault("email_verified", True)
        requests.put(f"{issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()
        return subject

    return known


def sent_there(client: Client, *, next_path: str = "", key: str = "corp") -> str:
    """The address to which pressing the button leads."""
    response = client.post(f"/sign-in/with/{key}/", {"next": next_path})
    assert response.status_code == 200, response.content.decode()
    address = response.context["address"]
    assert f'content="0;url={address.replace("&", "&amp;")}"' in response.content.decode()
    return address


def sent_back(address: str, subject: str, action: str = "authorize") -> str:
    """Signing in at the provider; the path with which it sends the browser back."""
    answer = requests.post(address, data={"sub": subject, "action": action}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    assert f"{back.scheme}://{back.netloc}" == "http://localhost:8000"
    return f"{back.path}?{back.query}"


def walk(client: Client, subject: str, *, next_path: str = "", key: str = "corp") -> HttpResponse:
    return client.get(sent_back(sent_there(client, next_path=next_path, key=key), subject))
