"""Making a token, giving it a new secret, ending it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from accounts.services.origin import hash_of
from api.models import Token
from api.services.secrets_of_tokens import new_secret


class NameTaken(Exception):
    """The person has a token of this name."""


class TokenOver(Exception):
    """The token has ended or run out: make another one."""


@transaction.atomic
def create_token(
    *, by: User, name: str, scopes: Iterable[str], days: int, once: UUID | None = None
) -> tuple[Token, str]:
    """The token and its secret, which nobody can read later. The same form once more makes no other token: the one that
    it made gets the secret that is shown now. Raises NameTaken."""
    epoch = User.objects.values_list("session_epoch", flat=True).get(pk=by.pk)
    free_name(by, name)
    try:
        with transaction.atomic():
            token, secret = add_token(name=name, scopes=scopes, days=days, once=once, person=by, session_epoch=epoch)
    except IntegrityError:
        return shown_anew(Token.objects.filter(person=by, name=name, ended_at=None), name=name, once=once, by=by)
    detail = {"scopes": token.scopes, "expires_at": token.expires_at}
    audit.record(by=by, action="token.created", about=token, detail=detail)
    return token, secret


def add_token(*, name: str, scopes: Iterable[str], days: int, once: UUID | None, **holder: Any) -> tuple[Token, str]:
    """A token of `holder`, a person or a service, and its secret. Raises IntegrityError where the name is taken."""
    secret, now = new_secret(), timezone.now()
    token = Token.objects.create(
        name=name, scopes=sorted(set(scopes)), token_hash=hash_of(secret), created_at=now,
        expires_at=now + timedelta(days=days), once=once, **holder,
    )  # fmt: skip
    return token, secret


def shown_anew(named: QuerySet[Token], *, name: str, once: UUID | None, by: User) -> tuple[Token, str]:
    """Of those that have the name already the one that the same form made, with a new secret. Raises NameTaken."""
    made = named.filter(once=once).first() if once else None
    if made is None:
        raise NameTaken(name) from None
    return made, rotate_token(token=made, by=by)


def free_name(person: User, name: str) -> None:
    """A token that has run out, or ended with the sessions, does not keep its name."""
    now = timezone.now()
    mine = Token.objects.for_user(person)
    living = mine.living(now).values("pk")
    mine.filter(name=name, ended_at=None).exclude(pk__in=living).update(ended_at=now)


@transaction.atomic
def rotate_token(*, token: Token, by: User) -> str:
    """A new secret; the one before opens nothing from now on. Raises TokenOver."""
    secret = new_secret()
    current = Token.objects.living(timezone.now()).filter(pk=token.pk).values("pk")
    if not Token.objects.filter(pk__in=current, ended_at=None).update(token_hash=hash_of(secret)):
        raise TokenOver
    audit.record(by=by, action="token.rotated", about=token)
    return secret


@transaction.atomic
def end_token(*, token: Token, by: User) -> None:
    """Twice is once."""
    if Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=timezone.now()):
        audit.record(by=by, action="token.ended", about=token)
