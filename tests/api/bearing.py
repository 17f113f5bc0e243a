"""Tokens of people, and the header that shows one."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from api.actions.tokens import create_token
from api.models import Token

BOTH = ("systems:read", "plans:read")


def bearer(person: User, scopes: Iterable[str] = BOTH) -> tuple[Token, dict[str, str]]:
    token, secret = create_token(by=person, name="report", scopes=scopes, days=30)
    return token, {"Authorization": f"Bearer {secret}"}
