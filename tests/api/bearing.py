"""Tokens of people, and the header that shows one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from api.actions.services import create_service
from api.actions.tokens import create_token
from api.models import Token

ALL = tuple(Token.Scope.values)


def bearer(person: User, scopes: Iterable[str] = ALL) -> tuple[Token, dict[str, str]]:
    token, secret = create_token(by=person, name="report", scopes=scopes, days=30)
    return token, {"Authorization": f"Bearer {secret}"}


class Program:
    """What asks with a token, in JSON."""

    def __init__(self, person: User | None, scopes: Iterable[str] = ALL, *, secret: str = "") -> None:
        self.shown = {"Authorization": f"Bearer {secret}"} if person is None else bearer(person, scopes)[1]
        self.client = Client()

    def ask(self, method: str, address: str, said: Any = None, **headers: str) -> HttpResponse:
        """Names of headers have `_` for `-`."""
        shown = {**self.shown, **{name.replace("_", "-"): value for name, value in headers.items()}}
        body = {} if said is None else {"data": said, "content_type": "application/json"}
        return getattr(self.client, method.lower())(f"/api/v1/{address}", headers=shown, **body)

    def get(self, address: str, **headers: str) -> HttpResponse:
        return self.ask("GET", address, **headers)

    def post(self, address: str, said: Any, **headers: str) -> HttpResponse:
        return self.ask("POST", address, said, **headers)

    def change(self, method: str, address: str, said: Any = None, *, of: str = "") -> HttpResponse:
        """With the tag that `of` has now: the same address, if none is given."""
        return self.ask(method, address, said, If_Match=self.get(of or address)["ETag"])


def service_program(role: str, by: User, scopes: Iterable[str] = ALL) -> Program:
    return Program(None, secret=create_service(by=by, name=role, roles=[role], scopes=scopes, days=30)[1])
