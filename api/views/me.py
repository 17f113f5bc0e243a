"""Who a program speaks for."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Schema

from api.views.interface import REFUSALS, TokenRequest, interface


class MeOut(Schema):
    kind: Literal["person", "service"]
    email: str
    name: str
    roles: list[str]
    scopes: list[str]
    expires_at: datetime


@interface.get(
    "/me", response={200: MeOut, **REFUSALS}, url_name="me", summary=gettext_noop("Read who the token speaks for")
)
def read_me(request: HttpRequest) -> MeOut:
    """For trying a token; needs no scope."""
    mine = cast(TokenRequest, request)
    person, token = mine.user, mine.auth
    of_service = token.service_id is not None
    return MeOut(
        kind="service" if of_service else "person", email="" if of_service else person.email, name=person.name,
        roles=sorted(person.roles), scopes=token.scopes, expires_at=token.expires_at,
    )  # fmt: skip
