"""Secrets of tokens: made, recognised, counted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from accounts.services.limits import TooMany, hour_of
from accounts.services.origin import hash_of
from api.models import Token

PREFIX = "drp_"
"""So that a scanner of code recognises a token that somebody left there."""
AN_HOUR = 5_000
"""So many requests an hour with one token."""


@dataclass(frozen=True)
class Allowance:
    """What is left of the hour, and in how many seconds the next one begins."""

    left: int
    seconds: int


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def token_with(secret: str) -> Token | None:
    """The living token with this secret, and whom it speaks for."""
    return (
        Token.objects.living(timezone.now())
        .select_related("person", "service")
        .filter(token_hash=hash_of(secret))
        .first()
    )


def speaker_of(token: Token) -> User:
    """Whom the program speaks for. A service is nobody that the database knows: its number is below zero, so that it
    owns nothing and is never taken for somebody, and the audit trail names it."""
    if token.service is None:
        return cast(User, token.person)
    service = token.service
    speaker = User(pk=-service.pk, email=f"service:{service.name}", name=service.name)
    speaker.roles = frozenset(service.roles)
    return speaker


def count_use(token: Token) -> Allowance:
    """One request more. The update itself decides, so parallel requests get no more than the limit. Raises TooMany."""
    now = timezone.now()
    hour = hour_of(now)
    mine = Token.objects.filter(pk=token.pk)
    one_more = {"used": F("used") + 1, "last_used_at": now}
    this_hour, before = mine.filter(hour=hour, used__lt=AN_HOUR), mine.filter(Q(hour=None) | Q(hour__lt=hour))
    if this_hour.update(**one_more):
        return Allowance(max(0, AN_HOUR - 1 - (token.used if token.hour == hour else 0)), until_next(hour, now))
    # Once more where the hour began meanwhile, by a request at the same moment.
    if before.update(hour=hour, used=1, last_used_at=now) or this_hour.update(**one_more):
        return Allowance(AN_HOUR - 1, until_next(hour, now))
    raise TooMany(hour + timedelta(hours=1))


def until_next(hour: datetime, now: datetime) -> int:
    """Seconds, at least one."""
    return max(1, int((hour + timedelta(hours=1) - now).total_seconds()))
